"use strict";
const items=[...document.querySelectorAll("[data-at]")];let at=-1;
function go(n){if(!items.length)return;at=(n+items.length)%items.length;items[at].focus();show(items[at]);}
function show(e){document.querySelectorAll(".box.on").forEach(b=>b.classList.remove("on"));
const b=document.getElementById(e.dataset.box||"");if(b){b.classList.add("on");
const p=b.closest(".pages");if(p&&getComputedStyle(p).position==="sticky"){
p.scrollTop+=b.getBoundingClientRect().top-p.getBoundingClientRect().top-p.clientHeight/2;}}}
items.forEach((e,n)=>{e.tabIndex=0;e.addEventListener("focus",()=>{at=n;show(e);});});
function mark(word){if(at<0){go(0);return;}const e=items[at];if(!e.dataset.id)return;e.classList.add("done");e.dataset.given=word;
e.querySelector("output").textContent=word;collect();}
function collect(){const t=[...document.querySelectorAll("li[data-given]")].map(e=>"--answer "+e.dataset.id+"="+e.dataset.given);
document.getElementById("answers").textContent=t.join(" \\\n  ");}
document.addEventListener("keydown",ev=>{if(ev.ctrlKey||ev.metaKey||ev.altKey)return;const k=ev.key;
if(k==="j"||k==="ArrowDown"){go(at+1);ev.preventDefault();}
else if(k==="k"||k==="ArrowUp"){go(at-1);ev.preventDefault();}
else if(k==="a")mark("keep");
else if(k==="d"){if(at<0||items[at].dataset.drop)mark("drop");}
else if(/^[1-9]$/.test(k)){const e=items[Math.max(at,0)];if(e&&+k<=+(e.dataset.choices||0))mark("'#"+k+"'");}
else if(k==="e"){const v=at<0?null:prompt("The value that the document has:");if(at<0)go(0);else if(v&&v.trim())mark("'"+v.replace(/'/g,"")+"'");}
else if(k==="r"){const e=items[at];if(e&&e.dataset.id){e.classList.remove("done");delete e.dataset.given;e.querySelector("output").textContent="";collect();}}
});

"use strict";
const items=[...document.querySelectorAll("[data-at]")];let at=-1;
function go(n){if(!items.length)return;at=(n+items.length)%items.length;items[at].focus();show(items[at]);}
function show(e){document.querySelectorAll(".box.on").forEach(b=>b.classList.remove("on"));
const b=document.getElementById(e.dataset.box||"");if(b){b.classList.add("on");b.scrollIntoView({block:"center"});}}
items.forEach((e,n)=>{e.tabIndex=0;e.addEventListener("focus",()=>{at=n;show(e);});});
function mark(word){const e=items[at];if(!e||!e.dataset.id)return;e.classList.add("done");
let m=e.querySelector("output");m.textContent=word;collect();}
function collect(){const t=[...document.querySelectorAll("li.done")].map(e=>{const w=e.querySelector("output").textContent;
return "--answer "+e.dataset.id+"="+w;});document.getElementById("answers").textContent=t.join(" \\\n  ");}
document.addEventListener("keydown",ev=>{if(ev.ctrlKey||ev.metaKey||ev.altKey)return;const k=ev.key;
if(k==="j"||k==="ArrowDown"){go(at+1);ev.preventDefault();}
else if(k==="k"||k==="ArrowUp"){go(at-1);ev.preventDefault();}
else if(k==="a")mark("keep");
else if(k==="e"){const v=prompt("The value that the document has:");if(v!==null)mark("'"+v.replace(/'/g,"")+"'");}
else if(k==="r"){const e=items[at];if(e&&e.dataset.id){e.classList.remove("done");e.querySelector("output").textContent="";collect();}}
});

"use strict";
const items=[...document.querySelectorAll(".item")],doubts=items.filter(e=>e.dataset.id);
const answers=document.getElementById("answers"),by=document.getElementById("by"),keys=document.getElementById("keys");
const kept="unitwise "+answers.dataset.draft;let at=-1;
const store=(()=>{try{return localStorage;}catch(error){return null;}})();
function go(n){if(items.length){at=(n+items.length)%items.length;items[at].focus();}}
function show(e){document.querySelectorAll(".on").forEach(b=>b.classList.remove("on"));
const m=e.dataset.at&&document.getElementById(e.dataset.at),b=m&&(m.closest(".line")||m);if(!b)return;b.classList.add("on");
const p=b.closest(".pages"),r=b.getBoundingClientRect(),q=p.getBoundingClientRect();
p.scrollTop+=r.top-q.top-(p.clientHeight-r.height)/2;
if(r.left<q.left||r.right>q.right)p.scrollLeft+=r.left-q.left-20;}
items.forEach((e,n)=>{e.addEventListener("focusin",()=>{at=n;show(e);});
e.addEventListener("click",v=>{if(!v.target.closest("button,input,label"))e.focus();});});
function given(e,word){e.querySelector("output").textContent=word===undefined?"":word==="keep"?"kept as it is":word;
e.classList.toggle("done",word!==undefined);if(word===undefined)delete e.dataset.given;else e.dataset.given=word;}
function fits(e,word){return word[0]!=="#"&&word!=="keep"&&word!=="drop"?e.querySelector("input"):
e.querySelector('[data-answer="'+word+'"]');}
function mark(e,word){if(!e||!e.dataset.id||!fits(e,word))return;given(e,word);tell();}
function quoted(word){return /^[\w./-]+$/.test(word)?word:"'"+word.replace(/'/g,"'\\''")+"'";}
function tell(){const done=doubts.filter(e=>e.dataset.given!==undefined);
answers.textContent=done.length?["unitwise catalogue confirm "+answers.dataset.draft+(by.value.trim()?" --by "+quoted(by.value.trim()):""),
...done.map(e=>"--answer "+e.dataset.id+"="+quoted(e.dataset.given))].join(" \\\n  "):"None yet.";
document.getElementById("told").textContent=done.length?done.length+" answered here.":"";
document.querySelectorAll("[data-like]").forEach(b=>{const n=others(b.closest(".item")).length;b.hidden=!n;
b.textContent="The same for "+n+" more like it";});
if(store)store.setItem(kept,JSON.stringify({by:by.value,given:Object.fromEntries(done.map(e=>[e.dataset.id,e.dataset.given]))}));}
function entered(e){const word=e.querySelector("input").value.trim();if(!word)return;mark(e,word);e.focus();}
function others(e){const word=e.dataset.given,b=e.querySelector("[data-like]");
return !b||word===undefined||(b.dataset.like==="given"&&!/^(keep|drop|#\d)$/.test(word))?[]:
doubts.filter(o=>o.dataset.alike===e.dataset.alike&&!o.classList.contains("done")&&fits(o,word));}
function like(e){others(e).forEach(o=>given(o,e.dataset.given));tell();}
document.addEventListener("click",v=>{const b=v.target.closest("button"),e=b&&b.closest(".item");if(!e)return;
if(b.dataset.answer)mark(e,b.dataset.answer);else if("enter" in b.dataset)entered(e);
else if("like" in b.dataset)like(e);else{given(e);tell();}e.focus();});
document.getElementById("copy").addEventListener("click",v=>{getSelection().selectAllChildren(answers);
v.target.textContent=document.execCommand("copy")?"Copied":"Select the words above";});
by.addEventListener("input",tell);
document.addEventListener("keydown",v=>{if(v.ctrlKey||v.metaKey||v.altKey)return;const k=v.key,e=items[at];
if(v.target.matches("input:not([type=checkbox])")){const i=v.target.closest(".item");
if(i&&k==="Enter")entered(i);else if(i&&k==="Escape")i.focus();return;}
if(!keys.checked)return;
if(k==="j")go(at+1);else if(k==="k")go(at-1);else if(at<0){if(/^[aedr1-9]$/.test(k))go(0);return;}
else if(k==="a")mark(e,"keep");else if(k==="d")mark(e,"drop");else if(/^[1-9]$/.test(k))mark(e,"#"+k);
else if(k==="s"&&e.dataset.id)like(e);
else if(k==="r"&&e.dataset.id){given(e);tell();}
else if(k==="e"&&e.dataset.id){const i=e.querySelector("input");if(i&&!e.classList.contains("done")){i.focus();}}
else return;v.preventDefault();});
const was=JSON.parse(store&&store.getItem(kept)||"{}");by.value=was.by||"";
doubts.forEach(e=>{const word=(was.given||{})[e.dataset.id];if(typeof word==="string"&&!e.classList.contains("done")&&fits(e,word))given(e,word);});
tell();

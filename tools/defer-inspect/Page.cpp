//===- Page.cpp - what the page is made of --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each deferral has a hue, set as --h on what is of it (class d1, d2, ...), and
// its number, for who does not tell the hues apart.  Text keeps the page's own
// colour, on a light tint of the hue or, in the dark, on a dark one.
//
// The script changes one attribute and one rule, however long the page is: a
// deferral is shown by `body[data-on="2"]`.  `page.html#d2` pins the second.
//
//===----------------------------------------------------------------------===//

#include "Page.h"

const char defer::PageStyle[] = R"css(
:root { color-scheme: light dark; --fg: #1b1b1f; --bg: #ffffff; --soft: #5d5d66;
  --line: #d9d9e0; --panel: #f5f5f8; --sat: 75%; --tint: 88%; --bar: 38%;
  --mark: #0b57d0; }
@media (prefers-color-scheme: dark) { :root { --fg: #e8e8ee; --bg: #17171b;
  --soft: #a3a3af; --line: #3a3a43; --panel: #202026; --sat: 42%; --tint: 22%;
  --bar: 68%; --mark: #9ec1ff; } }
* { box-sizing: border-box; }
body { margin: 0; height: 100vh; display: grid; color: var(--fg);
  background: var(--bg); grid-template: auto 1fr auto / 1fr 1fr;
  font: 13px/1.45 system-ui, sans-serif; }
header, footer { grid-column: 1 / 3; padding: 6px 12px; background: var(--panel); }
header { border-bottom: 1px solid var(--line); max-height: 34vh; overflow: auto; }
footer { border-top: 1px solid var(--line); min-height: 2.6em; }
h1 { font-size: 15px; margin: 0 0 4px; }
main { overflow: auto; padding: 0 0 40vh; }
main + main { border-left: 1px solid var(--line); }
h2 { font-size: 13px; margin: 0; padding: 4px 12px; position: sticky; top: 0;
  background: var(--panel); border-bottom: 1px solid var(--line); z-index: 1; }
section { content-visibility: auto; contain-intrinsic-size: auto 600px; }
pre, code, .i, .l { font: 12px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
.l, .i { white-space: pre; padding: 0 12px 0 0; display: block; min-width: max-content;
  border-left: 5px solid transparent; }
.n { display: inline-block; width: 5ch; margin-right: 2ch; text-align: right;
  color: var(--soft); user-select: none; }
.i .n { width: 9ch; }
.t { display: inline-block; width: 5ch; color: var(--soft); user-select: none; }
.p { color: var(--soft); padding-left: 3ch; user-select: none; }
.s { background: hsl(var(--h) var(--sat) var(--tint)); }
.k, .i.o { background: hsl(var(--h) var(--sat) var(--tint)); font-weight: 700;
  border-left-color: hsl(var(--h) 70% var(--bar)); cursor: pointer; }
.k { border-bottom: 3px solid hsl(var(--h) 70% var(--bar)); }
.x { text-decoration: underline dotted var(--soft); text-underline-offset: 3px; }
.z { color: var(--soft); font-style: italic; }
.u { border-right: 5px double var(--soft); }
.at { box-shadow: inset 3px 0 var(--mark); }
.gap { color: var(--soft); padding: 2px 12px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: 1px 10px 1px 0; font-weight: 400; }
th { color: var(--soft); }
td:nth-child(-n+4), th:nth-child(-n+4) { text-align: left; }
tr.d { cursor: pointer; }
b.c { display: inline-block; min-width: 2.4em; text-align: center; border-radius: 4px;
  background: hsl(var(--h) var(--sat) var(--tint)); border: 2px solid
  hsl(var(--h) 70% var(--bar)); line-height: 1.3; }
button { font: inherit; color: inherit; background: var(--bg); border: 1px solid
  var(--soft); border-radius: 4px; padding: 0 8px; margin-left: 1ch; }
:focus-visible { outline: 2px solid var(--mark); }
@media (max-width: 900px) { body { grid-template: auto 1fr 1fr auto / 1fr; }
  header, footer { grid-column: 1; } main + main { border-left: 0;
  border-top: 1px solid var(--line); } }
)css";

const char defer::PageScript[] = R"js(
"use strict";
const body = document.body, rule = document.getElementById("on").sheet;
const foot = document.querySelector("footer"), note = foot.firstElementChild;
const idle = note.textContent, asm = document.getElementById("asm");
let pinned = 0, shown = 0, lit = null;
function of(e) {
  const m = e && e.closest && e.closest(".d");
  return m ? +m.className.match(/\bd(\d+)\b/)[1] : 0;
}
function show(n) {
  if (n === shown) return;
  shown = n;
  while (rule.cssRules.length) rule.deleteRule(0);
  body.toggleAttribute("data-on", !!n);
  if (n) {
    body.dataset.on = n;
    rule.insertRule(".i:not(.d" + n + "), .l .d:not(.d" + n + ") { opacity: .5 }");
    rule.insertRule(".d" + n + " { opacity: 1 !important; outline: 1px solid " +
                    "hsl(var(--h) 70% var(--bar)) }");
    const row = document.querySelector("tr.d" + n);
    note.textContent = row ? row.title : "";
  } else note.textContent = idle;
  foot.querySelectorAll("button").forEach(b => b.hidden = !n);
}
function pin(n) {
  pinned = pinned === n ? 0 : n;
  show(pinned);
  history.replaceState(null, "", pinned ? "#d" + pinned : "#");
}
let step = -1;
function next(by) {
  const all = asm.querySelectorAll(".i.d" + shown + ".first");
  if (!all.length) return;
  step = (step + by + all.length) % all.length;
  all[step].scrollIntoView({block: "center"});
}
function toKeyword(n) {
  const k = document.querySelector("#src .k.d" + n);
  if (!k) return;
  k.scrollIntoView({block: "center"});
  body.dataset.line = k.closest(".l").id;
}
document.addEventListener("mouseover", e => {
  if (!pinned) show(of(e.target));
  const i = e.target.closest && e.target.closest(".i");
  const at = i && i.dataset.l ? document.getElementById(i.dataset.l) : null;
  if (lit) lit.classList.remove("at");
  lit = at;
  if (lit) lit.classList.add("at");
});
document.addEventListener("click", e => {
  if (e.target.closest("button")) return;
  const n = of(e.target);
  if (!n) { if (pinned) pin(pinned); return; }
  pin(n);
  step = -1;
  if (pinned && !e.target.closest("#asm")) next(1);
  if (pinned && e.target.closest("tr, #asm")) toKeyword(n);
});
document.addEventListener("keydown", e => {
  if (e.key === "Escape" && pinned) pin(pinned);
  if (e.key === "Enter" && of(e.target)) pin(of(e.target));
  if (shown && e.key === "n") next(1);
  if (shown && e.key === "p") next(-1);
});
document.getElementById("next").onclick = () => next(1);
document.getElementById("prev").onclick = () => next(-1);
const wanted = location.hash.match(/^#d(\d+)$/);
if (wanted && document.querySelector(".d" + wanted[1])) {
  pin(+wanted[1]);
  next(1);
  toKeyword(+wanted[1]);
}
body.dataset.ready = document.querySelectorAll(".i").length;
)js";

const char defer::CompareStyle[] = R"css(
:root { color-scheme: light dark; --fg: #1b1b1f; --bg: #ffffff; --soft: #5d5d66;
  --line: #d9d9e0; --panel: #f5f5f8; --mark: #fff0c2; }
@media (prefers-color-scheme: dark) { :root { --fg: #e8e8ee; --bg: #17171b;
  --soft: #a3a3af; --line: #3a3a43; --panel: #202026; --mark: #4a3d10; } }
body { margin: 12px; color: var(--fg); background: var(--bg);
  font: 13px/1.45 system-ui, sans-serif; }
h1 { font-size: 15px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 2px 14px 2px 4px; font-weight: 400;
  border-bottom: 1px solid var(--line); }
th { color: var(--soft); }
tr.f { background: var(--panel); font-weight: 700; }
tr.f td { font-weight: inherit; }
tr.c { background: var(--mark); }
tr.u { font-style: italic; background: var(--mark); }
tr.e { color: var(--soft); }
)css";

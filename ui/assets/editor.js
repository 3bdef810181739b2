// A code editor laid over a plain text area.  The area stays what is handed in, kept and, where scripts fail, written in:
// the editor tells it every change, and takes over what is put into it.
import {
  Decoration, EditorState, EditorView, GutterMarker, HighlightStyle, LanguageSupport, StateEffect, StateField,
  bracketMatching, defaultKeymap, drawSelection, gutterLineClass, highlightActiveLine, history, historyKeymap,
  indentLess, indentMore, indentOnInput, indentUnit, keymap, lineNumbers, pythonLanguage, syntaxHighlighting, tags,
} from "./codemirror.js";

const PAUSE = 400; // ms after the last key until the area says that it has changed: then the draft is kept
const INDENT = 4;
const HELP = "Tab indents; Escape, then Tab, leaves the editor.";

const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword],
    color: "light-dark(#6b2fa8, #d3b2f8)" },
  { tag: [tags.string, tags.special(tags.string)], color: "light-dark(#1b6437, #93e3b3)" },
  { tag: [tags.number, tags.bool, tags.null], color: "light-dark(#8a4300, #f8c794)" },
  { tag: tags.comment, color: "light-dark(#545f6e, #a9b4c2)", fontStyle: "italic" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)],
    color: "light-dark(#164a86, #a9cdf7)", fontWeight: "600" },
  { tag: tags.meta, color: "light-dark(#6b4a00, #f2d892)" },
  { tag: tags.invalid, color: "light-dark(#8f1d14, #ffb4ac)" },
]);

// The line at which the program failed; it moves with the text around it, and goes when it is written anew.
const failed = StateEffect.define();
const sign = new (class extends GutterMarker { elementClass = "fault"; })();
const faults = StateField.define({
  create: () => null,
  update(at, transaction) {
    for (const effect of transaction.effects) if (effect.is(failed)) return effect.value;
    if (at === null || !transaction.docChanged) return at;
    const line = transaction.startState.doc.lineAt(at);
    return transaction.changes.touchesRange(line.from, line.to) ? null : transaction.changes.mapPos(at);
  },
  provide: field => [
    EditorView.decorations.from(field, at =>
      at === null ? Decoration.none : Decoration.set([Decoration.line({ class: "fault" }).range(at)])),
    gutterLineClass.compute([field], state =>
      state.field(field) === null ? Decoration.none : Decoration.set([sign.range(state.field(field))])),
  ],
});

function insertTab(view) {
  const { state } = view, { main } = state.selection;
  if (!main.empty) return indentMore(view);
  const column = main.head - state.doc.lineAt(main.head).from;
  view.dispatch(state.replaceSelection(" ".repeat(INDENT - column % INDENT)));
  return true;
}

function leave(view) {
  view.setTabFocusMode(true); // until something is written, or one comes back
  return false;
}

// Make an editor of an area, or bring the one that it has up to date.
export function edit(area) {
  if (!area.editor?.host.isConnected) area.editor = make(area);
  area.editor.follow();
}

function make(area) {
  let last = area.value, due = 0, unsaid = false;
  const commit = () => {
    clearTimeout(due);
    if (!unsaid) return;
    unsaid = false;
    area.dispatchEvent(new FocusEvent("focusout", { bubbles: true })); // as if one had left it
  };
  const tell = text => {
    last = text;
    // React overrides `value` at the element; the prototype's is the browser's own.
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, text);
    area.dispatchEvent(new Event("input", { bubbles: true }));
    unsaid = true;
    clearTimeout(due);
    due = setTimeout(commit, PAUSE);
  };
  const press = name => () => {
    commit();
    document.querySelector(`.st-key-${name} button`)?.click();
    return true;
  };
  const keys = [
    { key: "Mod-Enter", run: press("hand-in"), stopPropagation: true },
    { key: "Mod-Shift-Enter", run: press("run"), stopPropagation: true },
    { key: "Tab", run: insertTab, shift: indentLess },
    { key: "Escape", run: leave },
  ];
  const host = document.createElement("div");
  const help = document.createElement("p");
  help.id = `${area.id}-help`;
  help.textContent = HELP;
  area.parentElement.append(host);
  area.parentElement.parentElement.append(help);
  help.className = "keys";
  const view = new EditorView({
    parent: host,
    doc: last,
    extensions: [
      keymap.of([...keys, ...historyKeymap, ...defaultKeymap]),
      new LanguageSupport(pythonLanguage),
      indentUnit.of(" ".repeat(INDENT)),
      EditorState.tabSize.of(INDENT),
      syntaxHighlighting(COLOURS),
      lineNumbers(), history(), drawSelection(), highlightActiveLine(), bracketMatching(), indentOnInput(),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": area.getAttribute("aria-label"), "aria-describedby": help.id }),
      EditorView.updateListener.of(update => {
        if (!update.docChanged) return;
        update.view.setTabFocusMode(false);
        const text = update.state.doc.toString();
        if (text !== last) tell(text);
      }),
      EditorView.domEventHandlers({ blur: commit, focus: (_, view) => { view.setTabFocusMode(false); } }),
      faults,
    ],
  });
  document.querySelector(`label[for="${area.id}"]`)?.addEventListener("click", () => view.focus());
  addEventListener("pagehide", commit);

  let shown = "";
  const follow = () => {
    if (area.value !== last) {
      last = area.value;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: last } });
    }
    const told = area.closest("[class*=st-key-program-]").querySelector("[data-fault]")?.dataset.fault ?? "";
    if (told === shown) return;
    shown = told;
    const line = parseInt(told);
    const known = 0 < line && line <= view.state.doc.lines;
    view.dispatch({ effects: failed.of(known ? view.state.doc.line(line).from : null) });
  };
  return { host, follow };
}

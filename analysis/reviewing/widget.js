// Shows a review's present screen and sends keys back. It decides nothing itself.
const KEYS = [
  ["Enter", "right", "", "right"],
  ["x", "reject", "", "not a position"],
  ["s", "stance", "support", "support"],
  ["o", "stance", "oppose", "oppose"],
  ["c", "stance", "conditional", "conditional"],
  ["n", "stance", "neutral", "neutral"],
  ["a", "actor", null, "actor…"],
  ["i", "issue", null, "issue…"],
  ["[", "narrow", "", "less evidence"],
  ["]", "widen", "", "more evidence"],
  ["m", "missing", "", "one is missing"],
  ["f", "flag", null, "flag…"],
  ["u", "undo", "", "undo"],
  ["j", "next", "", "next"],
  ["k", "previous", "", "previous"],
]
const ASKED = { actor: "Actor", issue: "Issue", flag: "Note" }
let serial = 0

function make(name, parent, attributes = {}, text = "") {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.textContent = text
  parent.append(made)
  return made
}

function render({ model, el }) {
  const id = `sb-review-${++serial}`
  // JupyterLab must not take the keys of a review for its own
  const root = make("div", el, {
    class: "sb-review", tabindex: "0", role: "group", "data-lm-suppress-shortcuts": "true",
    "aria-label": "Review of statements. Its keys work while the focus is here.",
  })
  const progress = make("p", root, { class: "sb-progress" })
  const notice = make("p", root, { class: "sb-notice" })
  const source = make("p", root, { class: "sb-source" })
  const passage = make("div", root, { class: "sb-passage", tabindex: "0", role: "region", "aria-label": "Passage" })
  const slots = make("dl", root)
  const values = {}
  for (const name of ["actor", "issue", "stance", "condition", "why", "status"]) {
    const slot = make("div", slots, { class: `sb-${name}` })
    make("dt", slot, {}, name)
    values[name] = make("dd", slot)
  }
  const form = make("form", root, { hidden: "" })
  const label = make("label", form, { for: `${id}-input` })
  const input = make("input", form, { id: `${id}-input`, autocomplete: "off" })
  for (const kind of ["actor", "issue"]) {
    const list = make("datalist", form, { id: `${id}-${kind}` })
    for (const name of model.get("names")[kind]) make("option", list, { value: name })
  }
  make("button", form, { type: "submit" }, "OK")
  const cancel = make("button", form, { type: "button" }, "Esc: cancel")
  const status = make("p", root, { class: "sb-message", role: "status", "aria-live": "polite" })
  const bar = make("div", root, { class: "sb-keys", role: "group", "aria-label": "Actions, each with its key" })
  let asking = ""

  function send(action, value) {
    model.send({ action, value, turn: model.get("screen").turn })
  }
  function close() {
    form.hidden = true
    asking = ""
    root.focus()
  }
  function act(action, value) {
    if (value !== null) return send(action, value)
    if (model.get("screen").item === null) return
    asking = action
    form.hidden = false
    label.textContent = ASKED[action]
    input.value = ""
    if (action === "flag") input.removeAttribute("list")
    else input.setAttribute("list", `${id}-${action}`)
    input.focus()
  }
  for (const [key, action, value, name] of KEYS) {
    const button = make("button", bar, { type: "button", "aria-keyshortcuts": key })
    make("kbd", button, {}, key)
    button.append(` ${name}`)
    button.addEventListener("click", event => {
      // after a click with the mouse, Enter must mean "right" again and not press this button
      if (event.detail > 0) root.focus()
      act(action, value)
    })
  }
  form.addEventListener("submit", event => {
    event.preventDefault()
    const [action, typed] = [asking, input.value]
    close()
    if (typed.trim() || action === "flag") send(action, typed)
  })
  cancel.addEventListener("click", close)
  root.addEventListener("keydown", event => {
    event.stopPropagation()
    // many keyboards have brackets only with Alt or AltGr
    const isShortcut = event.ctrlKey || event.metaKey || event.altKey
    if (isShortcut && !"[]".includes(event.key)) return
    if (!form.hidden) {
      if (event.key === "Escape") close()
      return
    }
    if (event.repeat || (event.key === "Enter" && event.target.tagName === "BUTTON")) return
    const found = KEYS.find(([key]) => key.toLowerCase() === event.key.toLowerCase())
    if (!found) return
    event.preventDefault()
    act(found[1], found[2])
  })

  function show() {
    const screen = model.get("screen")
    const left = Object.entries(screen.left).map(([part, number]) => `${number} ${part}`)
    const total = Object.values(screen.left).reduce((sum, number) => sum + number, 0)
    progress.textContent =
      `${screen.decided} decided in ${model.get("names").table}. Left: ${left.join(", ") || "nothing"}.` +
      (total && !screen.left["would change a mark"] ? " No single rejection would change the stance of a mark." : "")
    notice.textContent = model.get("notice")
    notice.hidden = !notice.textContent
    const has = screen.item !== null
    for (const one of [source, passage, slots]) one.hidden = !has
    status.textContent = screen.message
    if (!has) return
    source.textContent = `${screen.source} · this one: ${screen.part}`
    passage.replaceChildren()
    for (const pieces of screen.passage) {
      const paragraph = make("p", passage)
      for (const [text, isEvidence] of pieces) make(isEvidence ? "mark" : "span", paragraph, {}, text)
    }
    values.actor.textContent = screen.actor
    values.issue.textContent = `${screen.issue}: ${screen.proposition}`
    values.stance.textContent = screen.stance || "none yet"
    values.condition.textContent = screen.condition + (screen.if_met ? ` (if met: ${screen.if_met})` : "")
    values.condition.parentElement.hidden = !screen.condition
    values.why.textContent = screen.why
    values.status.textContent = screen.status
    passage.querySelector("mark")?.scrollIntoView?.({ block: "nearest" })
    status.textContent = `${screen.message} ${screen.actor}, ${screen.issue}: ${values.stance.textContent}.`.trim()
  }
  model.on("change:screen", show)
  show()
  return () => model.off("change:screen", show)
}

export default { render }

// Shows a review's present screen and sends keys back. It decides nothing itself.
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
  const { of, keys, choices } = model.get("names")
  // JupyterLab must not take the keys of a review for its own
  const root = make("div", el, {
    class: "sb-review", tabindex: "0", role: "group", "data-lm-suppress-shortcuts": "true",
    "aria-label": `Review of ${of}. Its keys work while the focus is here.`,
  })
  const progress = make("p", root, { class: "sb-progress" })
  const notice = make("p", root, { class: "sb-notice" })
  const source = make("p", root, { class: "sb-source" })
  const slots = make("dl", root)
  const passage = make("div", root, { class: "sb-passage", tabindex: "0", role: "region", "aria-label": "Passage" })
  const form = make("form", root, { hidden: "" })
  const label = make("label", form, { for: `${id}-input` })
  const input = make("input", form, { id: `${id}-input`, list: `${id}-choices`, autocomplete: "off" })
  const list = make("datalist", form, { id: `${id}-choices` })
  make("button", form, { type: "submit" }, "OK")
  const cancel = make("button", form, { type: "button" }, "Esc: cancel")
  const status = make("p", root, { class: "sb-message", role: "status", "aria-live": "polite" })
  const said = make("span", status)
  // read aloud, because the focus stays where it is; seen above
  const summary = make("span", status, { class: "sb-read-aloud" })
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
  function act({ action, value, asks }) {
    const screen = model.get("screen")
    if (!asks) return send(action, value)
    if (screen.item === null) return
    asking = action
    form.hidden = false
    label.textContent = asks
    const offered = screen.choices[action] ?? choices[action] ?? []
    // words selected in the passage need not be typed
    const selection = document.getSelection()
    input.value = !offered.length && passage.contains(selection.anchorNode) ? String(selection).trim() : ""
    list.replaceChildren()
    for (const name of offered) make("option", list, { value: name })
    input.focus()
    input.select()
  }
  for (const one of keys) {
    const button = make("button", bar, { type: "button", "aria-keyshortcuts": one.key })
    make("kbd", button, {}, one.key)
    button.append(` ${one.name}`)
    button.addEventListener("click", event => {
      // after a click with the mouse, Enter must mean "right" again and not press this button
      if (event.detail > 0) root.focus()
      act(one)
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
    const found = keys.find(({ key }) => key.toLowerCase() === event.key.toLowerCase())
    if (!found) return
    event.preventDefault()
    act(found)
  })

  function show() {
    const screen = model.get("screen")
    progress.textContent = screen.progress
    notice.textContent = model.get("notice")
    notice.hidden = !notice.textContent
    const has = screen.item !== null
    for (const one of [source, passage, slots]) one.hidden = !has
    said.textContent = screen.message
    summary.textContent = ""
    if (!has) return
    source.textContent = `${screen.source} · this one: ${screen.part}`
    passage.replaceChildren()
    for (const pieces of screen.passage) {
      const paragraph = make("p", passage, { dir: "auto" })
      for (const [text, isEvidence] of pieces) make(isEvidence ? "mark" : "span", paragraph, {}, text)
    }
    slots.replaceChildren()
    for (const [name, title, text] of screen.slots.filter(([, , text]) => text)) {
      const slot = make("div", slots, { class: `sb-${name}` })
      make("dt", slot, {}, title)
      make("dd", slot, {}, text)
    }
    const mark = passage.querySelector("mark")
    if (mark) {
      const above = mark.getBoundingClientRect().top - passage.getBoundingClientRect().top
      // a third of what is seen is before the evidence
      passage.scrollTop += above - passage.clientHeight / 3
      mark.scrollIntoView({ block: "nearest" })
    }
    slots.scrollIntoView({ block: "nearest" })
    summary.textContent = ` ${screen.summary}`
  }
  model.on("change:screen", show)
  show()
  return () => model.off("change:screen", show)
}

export default { render }

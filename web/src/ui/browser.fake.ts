/**
 * What jsdom lacks of the top layer, as far as tests of components need it:
 * import this in a test that shows dialogs, menus or toasts.
 */
Object.assign(HTMLDialogElement.prototype, {
  showModal(this: HTMLDialogElement) {
    this.open = true
  },
  close(this: HTMLDialogElement) {
    if (!this.open) return
    this.open = false
    this.dispatchEvent(new Event('close'))
  },
})
Object.assign(HTMLElement.prototype, {
  showPopover(this: HTMLElement) {
    this.style.display = 'block' // the style sheet of jsdom hides it
  },
  hidePopover(this: HTMLElement) {
    this.style.display = ''
  },
})
if (!globalThis.CSS) Object.assign(globalThis, { CSS: { supports: () => true, escape: (s: string) => s } })

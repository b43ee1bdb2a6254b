// What a user does in VS Code's window, a method a gesture; each waits for what it says.

import { setTimeout as pause } from 'node:timers/promises'
import type { Frame, Locator, Page } from 'playwright-core'

/** The key of the command list that puts the window back; see `RESET_KEYBINDING`. */
const RESET_CHORD = 'Control+Alt+Shift+R'
const WAIT_MS = 10_000

/**
 * One chord clears toasts, closes editors without asking to save, and closes the panel. Plain "close all editors"
 * would ask about each changed file and block what comes after.
 */
export const RESET_KEYBINDING = {
  key: 'ctrl+alt+shift+r',
  command: 'runCommands',
  args: {
    commands: [
      'workbench.action.closeQuickOpen',
      'notifications.clearAll',
      ...Array<string>(6).fill('workbench.action.revertAndCloseActiveEditor'),
      'workbench.action.closeAllEditors',
      'workbench.action.closePanel',
    ],
  },
}

const exactly = (label: string): RegExp =>
  new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`)

/** What a person reads there: Monaco and terminals write no-break spaces. */
export async function visibleText(locator: Locator): Promise<string> {
  return (await locator.innerText({ timeout: 500 })).replaceAll('\u00a0', ' ')
}

/** Waits until the text of `locator` matches; returns it. Fails with the text that stood there last. */
export async function expectText(locator: Locator, pattern: RegExp, timeoutMs = WAIT_MS): Promise<string> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const text = await visibleText(locator).catch((error: unknown) => String(error).split('\n')[0] ?? '')
    if (pattern.test(text)) return text
    if (Date.now() > end)
      throw new Error(`Expected ${String(pattern)} on the screen, saw ${JSON.stringify(text)}`)
    await pause(50)
  }
}

export class Workbench {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
    page.setDefaultTimeout(WAIT_MS)
  }

  /** Resolves when the window can be used. */
  async ready(): Promise<void> {
    await this.page
      .locator('.monaco-workbench .activitybar .action-item')
      .first()
      .waitFor({ timeout: 60_000 })
  }

  /** Puts the window back; the open side bar view and the extension's own state stay as they are. */
  async reset(): Promise<void> {
    const { keyboard } = this.page
    if ((await this.page.locator('.monaco-dialog-box').count()) > 0) await keyboard.press('Escape')
    await keyboard.press('Escape')
    await keyboard.press(RESET_CHORD)
    await this.page.locator('.tabs-container .tab').first().waitFor({ state: 'detached' })
  }

  // Palette, quick picks, input boxes

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible')
  }

  get quickInputBox(): Locator {
    return this.quickInput.locator('.quick-input-box input')
  }

  /** A row of the quick pick by its whole label. (Enter would take the row that happens to have the focus.) */
  row(label: string): Locator {
    const name = this.page.locator('.label-name').filter({ hasText: exactly(label) })
    return this.quickInput.locator('.quick-input-list .monaco-list-row').filter({ has: name }).first()
  }

  /** The labels of the rows in sight. */
  async rows(): Promise<string[]> {
    const labels = await this.quickInput.locator('.quick-input-list .label-name').allInnerTexts()
    return labels.map((label) => label.replaceAll('\u00a0', ' ').trim())
  }

  /** Runs a command by its whole title, `NETCONF: Run get-config`. */
  async command(title: string): Promise<void> {
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await this.page.keyboard.press('F1')
      // A quick pick that is just going takes the palette along: then the next attempt has it for itself.
      const typed = await this.quickInputBox.fill(`>${title}`, { timeout: 2_000 }).then(
        () => true,
        () => false,
      )
      if (typed) break
      await this.page.keyboard.press('Escape')
    }
    await this.row(title).click()
  }

  /** Waits for a quick pick or input box with this in its title or placeholder. */
  async asked(title: string): Promise<void> {
    const inTitle = this.quickInput.locator('.quick-input-title', { hasText: title })
    const inPlaceholder = this.quickInput.locator(`input[placeholder*=${JSON.stringify(title)}]`)
    await inTitle.or(inPlaceholder).first().waitFor()
  }

  async pick(label: string): Promise<void> {
    await this.row(label).click()
  }

  /** Fills in the input box with that title, and confirms. */
  async answer(title: string, text: string): Promise<void> {
    await this.asked(title)
    await this.quickInputBox.fill(text)
    await this.page.keyboard.press('Enter')
  }

  /** What an input box says against its value. */
  get validationMessage(): Locator {
    return this.quickInput.locator('.quick-input-message')
  }

  // Toasts, dialogs, status bar

  toast(text: string | RegExp): Locator {
    return this.page
      .locator('.notifications-toasts .notification-list-item')
      .filter({ hasText: text })
      .first()
  }

  async clickToast(text: string | RegExp, button: string): Promise<void> {
    await this.toast(text)
      .locator('.monaco-button', { hasText: exactly(button) })
      .click()
  }

  dialog(text: string | RegExp): Locator {
    return this.page.locator('.monaco-dialog-box', { hasText: text })
  }

  async clickDialog(text: string | RegExp, button: string): Promise<void> {
    await this.dialog(text)
      .locator('.monaco-button', { hasText: exactly(button) })
      .click()
  }

  statusItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text }).first()
  }

  // Side bar and trees

  /** Opens a view container by its title in the activity bar. */
  async view(title: string): Promise<void> {
    const action = this.page.locator(`.activitybar .action-item:has(a[aria-label^="${title}"])`).first()
    const shown = (await action.getAttribute('class'))?.includes('checked') ?? false
    if (!shown) await action.click()
    await this.page.locator('.sidebar .composite.title', { hasText: title }).waitFor()
  }

  get sideBar(): Locator {
    return this.page.locator('.sidebar')
  }

  /** The first row of the side bar's trees that has this in it. */
  item(text: string | RegExp): Locator {
    return this.sideBar.locator('.monaco-list-row[role=treeitem]').filter({ hasText: text }).first()
  }

  /** Opens a tree row unless it is open. */
  async expand(text: string | RegExp): Promise<void> {
    const row = this.item(text)
    await row.waitFor()
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click()
    await this.page
      .locator('.monaco-list-row[aria-expanded=true]')
      .filter({ hasText: text })
      .first()
      .waitFor()
  }

  /** Clicks an inline action of a tree row, by its tooltip. */
  async inline(text: string | RegExp, action: string): Promise<void> {
    const row = this.item(text)
    await row.hover()
    await row.locator(`.actions a[aria-label^="${action}"]`).click()
  }

  /** The header of a view in the side bar. */
  section(view: string): Locator {
    return this.sideBar.locator('.pane-header').filter({ hasText: view }).first()
  }

  /** Unfolds a view of the side bar. */
  async unfold(view: string): Promise<void> {
    const header = this.section(view)
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click()
    await this.sideBar.locator('.pane-header[aria-expanded=true]').filter({ hasText: view }).waitFor()
  }

  /** Folds it again. */
  async fold(view: string): Promise<void> {
    const header = this.section(view)
    if ((await header.getAttribute('aria-expanded')) === 'true') await header.click()
  }

  /** Clicks an action in the title of a view. */
  async viewAction(view: string, action: string): Promise<void> {
    const header = this.sideBar.locator('.pane-header, .composite.title').filter({ hasText: view }).first()
    await header.hover()
    await this.sideBar.locator(`a.action-label[aria-label^="${action}"]`).first().click()
  }

  /** Right-clicks and chooses from the menu. */
  async contextMenu(target: Locator, entry: string): Promise<void> {
    await target.click({ button: 'right' })
    await this.menu(entry)
  }

  /** Chooses from an open menu. VS Code heeds clicks only 100 ms after it shows the menu, so it is tried again. */
  async menu(entry: string): Promise<void> {
    const item = this.page
      .locator('.monaco-menu .action-item')
      .filter({ hasText: exactly(entry) })
      .first()
    await item.waitFor()
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await pause(120)
      if (!(await item.isVisible())) return
      await item.click({ timeout: 1_000 }).catch(() => undefined) // gone meanwhile: seen in the next round
    }
    throw new Error(`The menu stays open on ${entry}`)
  }

  // Editors

  tab(name: string | RegExp): Locator {
    return this.page.locator('.tabs-container .tab.active', { hasText: name })
  }

  get editor(): Locator {
    return this.page.locator('.editor-instance .view-lines').first()
  }

  /** The lines in sight of the changed (right) side of a diff editor. */
  get diff(): Locator {
    return this.page.locator('.monaco-diff-editor .modified .view-lines')
  }

  /** Opens a file of the workspace. A search that began before the file was there does not find it: then again. */
  async openFile(name: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await this.page.keyboard.press('Control+P')
      await this.quickInputBox.fill(name)
      const found = await this.row(name)
        .click({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        )
      if (found) break
      if (attempt === 4) throw new Error(`Quick open does not find ${name}`)
      await this.page.keyboard.press('Escape')
    }
    await this.tab(name).waitFor()
    await this.editor.waitFor()
  }

  /** Replaces the whole text of the active editor; does not save. */
  async type(text: string): Promise<void> {
    await this.page.locator('.editor-instance .view-line').first().click()
    await this.page.keyboard.press('Control+A')
    await this.page.keyboard.press('Delete') // a bracket typed over a selection would surround it
    await this.page.keyboard.insertText(text)
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+S')
    await this.page.locator('.tab.active:not(.dirty)').waitFor()
  }

  async editorMenu(entry: string): Promise<void> {
    await this.contextMenu(this.page.locator('.editor-instance .view-line').first(), entry)
  }

  /** The rows of the Problems panel, which it opens. */
  async problems(): Promise<Locator> {
    await this.command('Problems: Focus on Problems View')
    return this.page.locator('.markers-panel .monaco-list-row')
  }

  /** The text of an output channel, which it shows. */
  async output(channel: string): Promise<Locator> {
    await this.command('Output: Show Output Channels...')
    await this.pick(channel)
    return this.page.locator('.panel .view-lines').first()
  }

  // Webviews

  /** The document inside a webview that holds `selector` (shadow roots are looked into); the latest of several. */
  async webview(selector: string, timeoutMs = WAIT_MS): Promise<Frame> {
    const end = Date.now() + timeoutMs
    for (;;) {
      const found: Frame[] = []
      for (const frame of this.page.frames()) {
        if (frame.name() !== 'active-frame' && !frame.url().includes('/fake.html')) continue
        if (
          (await frame
            .locator(selector)
            .count()
            .catch(() => 0)) > 0
        )
          found.push(frame)
      }
      const latest = found.at(-1)
      if (latest !== undefined) return latest
      if (Date.now() > end) throw new Error(`No webview shows ${selector}`)
      await pause(100)
    }
  }
}

// Everything a journey happens in: NETCONF servers, a VS Code with our extension, a browser with its window.

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Browser } from 'playwright-core'
import type { VsCodeProcess } from '../../scripts/vscode-process.d.mts'
import { startVsCode } from '../../scripts/vscode-process.mjs'
import { serversObstacle, startServers, type Servers } from '../servers/servers.ts'
import { browserProgram, launchBrowser } from './browser.ts'
import { readHostLogs } from './hostLog.ts'
import { RESET_KEYBINDING, Workbench } from './workbench.ts'

/** Takes what a person wants to see after a failure. */
export const RESULTS = path.resolve('test-results/e2e')
/** E2E_VSIX names another package; a folder there is used unpacked, without packaging it. */
const EXTENSION = path.resolve(process.env['E2E_VSIX'] ?? 'netconf-explorer.vsix')

export type Theme = 'dark' | 'light'

const THEMES: Readonly<Record<Theme, { readonly setting: string; readonly className: string }>> = {
  dark: { setting: 'Dark Modern', className: 'vs-dark' },
  light: { setting: 'Light Modern', className: 'vs' },
}

const SETTINGS = {
  'workbench.colorTheme': THEMES.dark.setting,
  'workbench.editor.useModal': 'off', // settings open as a tab like any other
  'workbench.reduceMotion': 'on',
  'files.simpleDialog.enable': true, // the operating system's dialogs are out of the browser's reach
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  'editor.minimap.enabled': false,
  'editor.autoClosingBrackets': 'never', // what a journey types is what stands there
  'editor.autoClosingQuotes': 'never',
  'editor.autoIndent': 'none',
  'terminal.integrated.gpuAcceleration': 'off', // keeps a terminal's text in the document
}

/** Why no journey can be made on this machine, in one sentence. */
export function worldObstacle(): string | undefined {
  if (browserProgram() === undefined) return 'No Chromium: install the Debian package chromium.'
  if (!existsSync(EXTENSION)) return `No ${path.basename(EXTENSION)}: run npm run package.`
  return serversObstacle()
}

export class World {
  readonly workbench: Workbench
  readonly servers: Servers
  /** The home folder of the extension host: `~/.ssh` is in there. */
  readonly home: string
  /** The folder that is open in VS Code. */
  readonly workspace: string
  readonly #vsCode: VsCodeProcess
  readonly #browser: Browser
  readonly #firstSettings: Record<string, unknown>

  private constructor(
    parts: { readonly servers: Servers; readonly vsCode: VsCodeProcess; readonly browser: Browser },
    folders: { readonly home: string; readonly workspace: string },
    workbench: Workbench,
  ) {
    this.servers = parts.servers
    this.#vsCode = parts.vsCode
    this.#browser = parts.browser
    this.home = folders.home
    this.workspace = folders.workspace
    this.workbench = workbench
    this.#firstSettings = this.readSettings()
  }

  /** Starts all of it, about ten seconds. */
  static async open(): Promise<World> {
    const scratch = mkdtempSync(path.join(os.tmpdir(), 'netconf-explorer-e2e-'))
    process.once('exit', () => rmSync(scratch, { recursive: true, force: true }))
    const folders = { home: path.join(scratch, 'home'), workspace: path.join(scratch, 'workspace') }
    mkdirSync(path.join(folders.home, '.ssh'), { recursive: true })
    mkdirSync(folders.workspace)

    const [servers, browser, vsCode] = await Promise.all([
      startServers(),
      launchBrowser(),
      startVsCode({
        extension: EXTENSION.endsWith('.vsix') ? { vsix: EXTENSION } : { folder: EXTENSION },
        settings: SETTINGS,
        keybindings: [RESET_KEYBINDING],
        env: { HOME: folders.home, SSH_AUTH_SOCK: '' },
      }),
    ])
    const workbench = await openWindow(browser, vsCode.url(folders.workspace))
    return new World({ servers, browser, vsCode }, folders, workbench)
  }

  /** The window, the settings, the workspace and known_hosts as they were at first. The servers stay as they are. */
  async reset(): Promise<void> {
    await this.workbench.reset()
    if (!isDeepStrictEqual(this.readSettings(), this.#firstSettings)) {
      await this.#saveSettings(this.#firstSettings)
    }
    for (const entry of readdirSync(this.workspace)) {
      rmSync(path.join(this.workspace, entry), { recursive: true, force: true })
    }
    rmSync(path.join(this.home, '.ssh/known_hosts'), { force: true })
  }

  /** Ends what a journey that failed may have left: an open question, the demo device. */
  async recover(): Promise<void> {
    await this.workbench.page.keyboard.press('Escape')
    await this.workbench.command('NETCONF: Stop Demo Device')
  }

  /** Adds to the user's settings. */
  async changeSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#saveSettings({ ...this.readSettings(), ...settings })
  }

  /** The user's settings.json as it stands. */
  readSettings(): Record<string, unknown> {
    return JSON.parse(readFileSync(this.#vsCode.settingsFile, 'utf8')) as Record<string, unknown>
  }

  /** Puts a file into the workspace. */
  writeFile(name: string, text: string): void {
    writeFileSync(path.join(this.workspace, name), text)
  }

  /** Makes the user know the servers' host keys already, so that nobody asks. */
  trustHosts(): void {
    writeFileSync(path.join(this.home, '.ssh/known_hosts'), this.servers.knownHosts())
  }

  async switchTheme(theme: Theme): Promise<void> {
    const { setting, className } = THEMES[theme]
    await this.changeSettings({ 'workbench.colorTheme': setting })
    await this.workbench.page.locator(`.monaco-workbench.${className}`).waitFor()
  }

  /** Loads the window anew: the extension host starts again. */
  async reload(): Promise<void> {
    await this.workbench.page.reload()
    await this.workbench.ready()
  }

  /** Keeps a picture of the window as `<name>.png` in the folder that E2E_SHOTS names; without it, does nothing. */
  async picture(name: string): Promise<void> {
    const directory = process.env['E2E_SHOTS']
    if (directory !== undefined) await this.#screenshot(path.join(directory, `${name}.png`))
  }

  /** Where VS Code keeps its logs while it runs. */
  get logDirectory(): string {
    return this.#vsCode.directory
  }

  /** Keeps what a person wants to see after a failure: the window, the logs. */
  async keepEvidence(name: string): Promise<void> {
    const directory = path.join(RESULTS, name.replaceAll(/\W+/g, '-').slice(0, 80))
    mkdirSync(directory, { recursive: true })
    await this.#screenshot(path.join(directory, 'window.png'))
    writeFileSync(path.join(directory, 'exthost.log'), readHostLogs(this.#vsCode.directory))
    const output = path.join(this.#vsCode.directory, 'data/logs')
    if (existsSync(output)) cpSync(output, path.join(directory, 'logs'), { recursive: true })
    this.servers.saveLogs(directory)
  }

  async close(): Promise<void> {
    await this.#browser.close()
    await Promise.all([this.#vsCode.stop(), this.servers.stop()])
  }

  /** By the editor, as a user would: the browser's VS Code does not watch the file. One line, since it would indent more. */
  async #saveSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const { workbench } = this
    await workbench.command('Preferences: Open User Settings (JSON)')
    await workbench.tab('settings.json').waitFor()
    await workbench.type(JSON.stringify(settings))
    await workbench.save()
    await workbench.command('View: Close Editor')
  }

  async #screenshot(file: string): Promise<void> {
    mkdirSync(path.dirname(file), { recursive: true })
    await this.workbench.page.screenshot({ path: file })
  }
}

async function openWindow(browser: Browser, url: string): Promise<Workbench> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  // SecretStorage lives in memory unless the server hands out a key to encrypt it with; a reload would lose it.
  const { origin } = new URL(url)
  await context.addCookies([{ name: 'vscode-secret-key-path', value: '/mint-key', url: origin }])
  await context.route('**/mint-key', (route) =>
    route.fulfill({ status: 200, contentType: 'application/octet-stream', body: Buffer.alloc(32, 7) }),
  )
  const page = await context.newPage()
  await page.goto(url)
  const workbench = new Workbench(page)
  await workbench.ready()
  return workbench
}

// The browser that shows the workbench: the machine's Chromium, without a window.

import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser's program; CHROMIUM in the environment names another. */
export function browserProgram(): string | undefined {
  return process.env['CHROMIUM'] ?? CANDIDATES.find((file) => existsSync(file))
}

export function launchBrowser(): Promise<Browser> {
  const executablePath = browserProgram()
  if (executablePath === undefined) throw new Error('No Chromium: install the Debian package chromium.')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  })
}

// Asks before something that is hard to take back.

import { window } from 'vscode'
import type { Device } from '../app/settings.ts'

/** Asks on production devices only; elsewhere the answer is yes. */
export async function confirmChange(
  device: Device,
  question: string,
  detail: string,
  action: string,
): Promise<boolean> {
  return !device.production || confirmAlways(device, question, detail, action)
}

/** Asks in any case, and says so when the device carries real traffic. */
export async function confirmAlways(
  device: Device,
  question: string,
  detail: string,
  action: string,
): Promise<boolean> {
  const warning = device.production ? 'This is a production device. ' : ''
  const answer = await window.showWarningMessage(
    `${device.name}: ${question}`,
    { modal: true, detail: warning + detail },
    action,
  )
  return answer === action
}

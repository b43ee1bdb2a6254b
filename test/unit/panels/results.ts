// Results made up for tests.

import type { Result } from '../../../src/panels/resultsModel.ts'
import type { KeptAnswer } from '../../../src/panels/resultsModel.ts'
import { SharedTexts } from '../../../src/panels/resultsTexts.ts'

/** Answers with these contents; equal ones share their text. */
export function answers(...contents: readonly string[]): KeptAnswer[] {
  const texts = new SharedTexts()
  return contents.map((content, index) => {
    const reply = texts.keep(`<rpc-reply message-id="${index}">${content}</rpc-reply>`)
    const request = texts.keep(`<rpc message-id="${index}"><get/></rpc>`)
    if (typeof reply === 'string' || typeof request === 'string') throw new Error('too large')
    return {
      reply,
      request,
      deviceId: `d${index}`,
      deviceName: `device-${index}`,
      operation: 'get',
      receivedAt: new Date(0),
      elapsedMs: 1,
      bytes: content.length,
      outcome: 'data',
      errors: [],
    }
  })
}

export function result(name: string, changes: Partial<Result> = {}): Result {
  return {
    deviceId: `${name}-id`,
    deviceName: name,
    address: `${name}.example:830`,
    isProduction: false,
    phase: 'waiting',
    words: 'waiting',
    errors: 0,
    warnings: 0,
    canRetry: false,
    canDiscard: false,
    ...changes,
  }
}

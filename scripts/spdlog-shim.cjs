// Stands in for @vscode/spdlog, whose native addon needs a compiler: without any, every output channel stays empty.
'use strict'

const fs = require('node:fs')
const path = require('node:path')

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical']
const LABELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical']

/** `2026-11-02 09:07:31.042`, local time, as the addon writes it. */
function stamp(date) {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, -1).replace('T', ' ')
}

class Logger {
  constructor(_type, _name, file) {
    this.file = file
    this.level = LEVELS.indexOf('info')
    this.raw = false
    try {
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.closeSync(fs.openSync(file, 'a'))
    } catch {
      this.file = undefined // a log that cannot be written must not stop the editor
    }
  }

  write(level, message) {
    if (level < this.level || this.file === undefined) return
    const line = this.raw ? message : `${stamp(new Date())} [${LABELS[level]}] ${message}\n`
    try {
      fs.appendFileSync(this.file, line)
    } catch {
      this.file = undefined
    }
  }

  getLevel() {
    return this.level
  }

  setLevel(level) {
    this.level = level
  }

  clearFormatters() {
    this.raw = true
  }

  drop() {
    this.file = undefined
  }

  setPattern() {}
  flush() {}
}

for (const [level, name] of LEVELS.entries()) {
  Logger.prototype[name] = function (message) {
    this.write(level, message)
  }
}

const createLogger = async (name, file) => new Logger('rotating', name, file)

// One assignment each: only so does an `import` from an ES module see the names.
exports.version = 0
exports.Logger = Logger
exports.setLevel = () => {}
exports.setFlushOn = () => {}
exports.createRotatingLogger = createLogger
exports.createAsyncRotatingLogger = createLogger

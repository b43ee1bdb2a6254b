// package.json says what the code says: commands, menus, settings, files, layers.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8')
const PREFIX = 'netconfExplorer.'

interface MenuItem {
  readonly command?: string
  readonly submenu?: string
  readonly when?: string
}
interface Setting {
  readonly type?: string
  readonly default?: unknown
  readonly description?: string
  readonly markdownDescription?: string
  readonly minimum?: number
}
interface Manifest {
  readonly engines: Record<string, string>
  readonly devDependencies: Record<string, string>
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category?: string; enablement?: string }[]
    readonly menus: Record<string, readonly MenuItem[]>
    readonly submenus?: readonly { id: string }[]
    readonly viewsContainers: Record<string, readonly { id: string }[]>
    readonly views: Record<string, readonly { id: string }[]>
    readonly viewsWelcome: readonly { view: string; contents: string }[]
    readonly keybindings?: readonly { command: string }[]
    readonly configuration: { readonly properties: Record<string, Setting> }
  }
}

const manifest = JSON.parse(read('package.json')) as Manifest
const { contributes } = manifest
const settings = contributes.configuration.properties
const commands = new Set(contributes.commands.map(({ command }) => command))

describe('commands', () => {
  it('are those of the code, no more and no less', () => {
    const [, list = ''] = /COMMAND_IDS = \[([^\]]*)\]/.exec(read('src/commands/commandIds.ts')) ?? []
    const inCode = [...list.matchAll(/'(\w+)'/g)].map(([, id = '']) => PREFIX + id)
    assert.ok(inCode.length > 20)
    assert.deepEqual([...commands].sort(), inCode.sort())
    assert.equal(commands.size, contributes.commands.length)
  })

  it('have a title, and stand under NETCONF in the palette', () => {
    for (const { command, title, category } of contributes.commands) {
      assert.ok(title.trim() !== '', command)
      assert.equal(category, 'NETCONF', command)
    }
  })

  it('named in menus, keys and welcome views exist', () => {
    const inMenus = Object.values(contributes.menus).flat()
    const links = contributes.viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/\(command:([\w.]+)/g)].map(([, id = '']) => id),
    )
    const named = [...inMenus, ...(contributes.keybindings ?? [])].flatMap(({ command }) => command ?? [])
    for (const id of [...named, ...links.filter((id) => id.startsWith(PREFIX))])
      assert.ok(commands.has(id), id)
    const submenus = new Set((contributes.submenus ?? []).map(({ id }) => id))
    for (const { submenu } of inMenus) assert.ok(submenu === undefined || submenus.has(submenu), submenu)
  })
})

describe('views', () => {
  const containers = Object.values(contributes.viewsContainers).flat()
  const views = Object.values(contributes.views)
    .flat()
    .map(({ id }) => id)

  it('stand in containers that exist, and each container has one', () => {
    assert.deepEqual(Object.keys(contributes.views).sort(), containers.map(({ id }) => id).sort())
  })

  it('named in welcome views and menus exist', () => {
    for (const { view } of contributes.viewsWelcome) assert.ok(views.includes(view), view)
    const conditions = Object.values(contributes.menus)
      .flat()
      .map(({ when = '' }) => when)
    for (const [, view = ''] of conditions.join(' && ').matchAll(/\bview == ([\w.]+)/g)) {
      assert.ok(views.includes(view), view)
    }
  })

  it('have conditions on viewItem that are regular expressions', () => {
    for (const { when = '' } of Object.values(contributes.menus).flat()) {
      for (const [, pattern = ''] of when.matchAll(/viewItem =~ \/((?:[^/\\]|\\.)*)\//g)) new RegExp(pattern)
    }
  })
})

describe('settings', () => {
  const reader = read('src/app/settings.ts')

  for (const [name, setting] of Object.entries(settings)) {
    it(`${name} has type, default and description`, () => {
      assert.ok(name.startsWith(PREFIX))
      assert.ok(setting.type !== undefined && 'default' in setting)
      assert.ok((setting.markdownDescription ?? setting.description ?? '').length > 20)
    })
  }

  it('are those that the code reads, no more and no less', () => {
    const inCode = [...reader.matchAll(/\b(?:number|text|flag|boolean|string|get|inspect)\(\s*'(\w+)'/g)]
    assert.deepEqual(
      [...new Set(inCode.map(([, name = '']) => PREFIX + name))].sort(),
      Object.keys(settings).sort(),
    )
  })

  it('have the default and the minimum that the code has', () => {
    const numbers = [...reader.matchAll(/\bnumber\('(\w+)', ([\d_.]+), ([\d_.]+)\)/g)]
    assert.ok(numbers.length > 0)
    for (const [, name = '', preset = '', least = ''] of numbers) {
      const { default: value, minimum } = settings[PREFIX + name] ?? {}
      assert.deepEqual(
        [value, minimum],
        [preset, least].map((text) => Number(text.replaceAll('_', ''))),
        name,
      )
    }
  })

  it('are read in one file alone', () => {
    for (const file of sources()) {
      if (file !== 'src/app/settings.ts') assert.doesNotMatch(read(file), /getConfiguration\(/, file)
    }
  })
})

function sources(): string[] {
  return readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts'))
}

describe('files', () => {
  /** Every value in package.json that names a file of ours. */
  function named(value: unknown): string[] {
    if (typeof value === 'string') {
      return /^(?:\.\/)?(?:media|syntaxes|dist)\/[\w./-]+$/.test(value) ? [value.replace('./', '')] : []
    }
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(named) : []
  }
  const files = named(manifest)

  it('named in package.json exist, and the JSON among them can be read', () => {
    assert.ok(files.length > 5, files.join())
    for (const file of files.filter((name) => !name.startsWith('dist/'))) {
      assert.ok(existsSync(path.join(ROOT, file)), file)
      if (file.endsWith('.json')) assert.doesNotThrow(() => JSON.parse(read(file)) as unknown, file)
    }
  })

  it('that go into the package are named one by one: an allow-list', () => {
    const lines = read('.vscodeignore')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'))
    assert.equal(lines[0], '**')
    assert.ok(
      lines.slice(1).every((line) => line.startsWith('!')),
      lines.join(),
    )
    assert.ok(!lines.some((line) => /src|test|node_modules|\*\*\/\*$/.test(line)), lines.join())
    const allowed = lines.slice(1).map((line) => pattern(line.slice(1)))
    // The command line and the library go into the npm package (.npmignore), not into the extension's.
    const extension = { ...manifest, bin: undefined, exports: undefined }
    for (const file of named(extension))
      assert.ok(
        allowed.some((glob) => glob.test(file)),
        file,
      )
  })

  function pattern(glob: string): RegExp {
    const source = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*\*\/|\*\*|\*/g, (stars) => {
      if (stars === '*') return '[^/]*'
      return stars === '**' ? '.*' : '(?:.*/)?'
    })
    return new RegExp(`^${source}$`)
  }
})

describe('the editor', () => {
  it('is promised no newer than the types that we compile against', () => {
    assert.equal(manifest.engines['vscode'], manifest.devDependencies['@types/vscode'])
  })
})

describe('layers', () => {
  const [, table = ''] = /const LAYERS = \{([\s\S]*?)\n\}/.exec(read('eslint.config.mjs')) ?? []
  const layers = [...table.matchAll(/^ {2}(\w+): \[/gm)].map(([, name]) => name)

  it('of the import table are the folders of src', () => {
    const folders = readdirSync(path.join(ROOT, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    )
    assert.deepEqual(layers.sort(), folders.map(({ name }) => name).sort())
  })

  it('are flat', () => {
    for (const file of sources()) assert.ok(file.split('/').length <= 3, file)
  })
})

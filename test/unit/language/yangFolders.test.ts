// Folders with YANG modules.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { listYangFiles, YangFolders, yangFile, type FolderReader } from '../../../src/language/yangFolders.ts'

/** A disk of paths and texts; a folder is what has something in it. */
function disk(
  files: Readonly<Record<string, string>>,
): FolderReader & { readonly read: FolderReader['read']; reads: string[] } {
  const reads: string[] = []
  return {
    reads,
    list: (folder) => {
      const inside = Object.keys(files).filter((file) => file.startsWith(`${folder}/`))
      if (inside.length === 0) return Promise.reject(new Error('ENOENT'))
      const names = new Set(inside.map((file) => file.slice(folder.length + 1).split('/')[0] ?? ''))
      return Promise.resolve(
        [...names].map((name) => ({
          name,
          kind: `${folder}/${name}` in files ? ('file' as const) : ('folder' as const),
        })),
      )
    },
    read: (file) => {
      reads.push(file)
      return Promise.resolve(files[file] ?? '')
    },
    join: (folder, name) => `${folder}/${name}`,
  }
}

const yang = (name: string, revision?: string): string =>
  `module ${name} { namespace "urn:${name}"; prefix p; ${revision === undefined ? '' : `revision ${revision};`} }`

describe('yangFile', () => {
  const cases: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['a.yang', 'a', undefined],
    ['a-b_c.d@2020-01-01.yang', 'a-b_c.d', '2020-01-01'],
    ['a@old.yang', 'a', undefined],
    ['A.YANG', 'A', undefined],
    ['a.yin', undefined, undefined],
    ['.yang', undefined, undefined],
    ['1a.yang', undefined, undefined],
  ]
  for (const [file, name, revision] of cases) {
    it(file, () => {
      const found = yangFile(`/x/${file}`, file)
      assert.deepEqual([found?.name, found?.revision], [name, revision])
    })
  }
})

describe('listYangFiles', () => {
  it('goes into the folders below, but not into hidden ones', async () => {
    const reader = disk({
      '/y/b.yang': '',
      '/y/a/c.yang': '',
      '/y/a/readme.txt': '',
      '/y/.git/d.yang': '',
      '/y/node_modules/e.yang': '',
      '/z/f@2020-01-01.yang': '',
    })
    const files = await listYangFiles(['/z', '/y'], reader)
    assert.deepEqual(
      files.map(({ path }) => path),
      ['/z/f@2020-01-01.yang', '/y/a/c.yang', '/y/b.yang'],
    )
  })

  it('says which folder cannot be read', async () => {
    await assert.rejects(listYangFiles(['/none'], disk({})), /^Error: \/none cannot be read: ENOENT$/)
  })

  it('refuses a folder that is a disk', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_001 }, (_, at) => [`/all/m${at}.yang`, '']))
    await assert.rejects(listYangFiles(['/all'], disk(many)), /\/all holds too many files: name the folders/)
  })

  it('a tree of folders without end comes to an end', async () => {
    const endless: FolderReader = {
      ...disk({}),
      list: () =>
        Promise.resolve([
          { name: 'deeper', kind: 'folder' },
          { name: 'a.yang', kind: 'file' },
        ]),
    }
    assert.equal((await listYangFiles(['/e'], endless)).length, 20)
  })
})

describe('YangFolders', () => {
  const reader = disk({
    '/y/a@2019-01-01.yang': yang('a', '2019-01-01'),
    '/y/a@2020-01-01.yang': yang('a', '2020-01-01'),
    '/y/b.yang': yang('b', '2018-01-01'),
    '/z/b.yang': yang('b', '2021-01-01'),
    '/y/c.yang': yang('c'),
  })
  const cases: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['a', undefined, '2020-01-01'],
    ['a', '2019-01-01', '2019-01-01'],
    ['a', '2018-01-01', undefined],
    ['b', undefined, '2021-01-01'],
    ['b', '2018-01-01', '2018-01-01'],
    ['b', '2017-01-01', undefined],
    ['d', undefined, undefined],
  ]
  for (const [name, revision, expected] of cases) {
    it(`${name}@${revision ?? 'any'} is ${expected ?? 'none'}`, async () => {
      const folders = new YangFolders(await listYangFiles(['/y', '/z'], reader), reader)
      const text = await folders.source(name, revision)
      assert.equal(text, expected === undefined ? undefined : yang(name, expected))
    })
  }

  it('a module without revision is found', async () => {
    const folders = new YangFolders(await listYangFiles(['/y'], reader), reader)
    assert.equal(await folders.source('c', undefined), yang('c'))
  })

  it('the name of a file spares reading the others', async () => {
    const fresh = disk({ '/y/a@2019-01-01.yang': yang('a', '2019-01-01'), '/y/a@2020-01-01.yang': yang('a') })
    await new YangFolders(await listYangFiles(['/y'], fresh), fresh).source('a', '2019-01-01')
    assert.deepEqual(fresh.reads, ['/y/a@2019-01-01.yang'])
  })
})

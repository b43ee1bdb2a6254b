// Lint rules; the table below is the architecture: which folder may import which, and who owns each package.
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** folder → the folders of ours it may import, besides itself. No arrow points up. */
const LAYERS = {
  xml: [],
  yang: [],
  transport: [],
  bridge: [],
  netconf: ['xml', 'transport'],
  profiles: ['netconf', 'xml'],
  language: ['xml', 'yang'],
  client: ['profiles', 'netconf', 'transport', 'xml'],
  cli: ['client', 'language', 'profiles', 'netconf', 'transport', 'xml', 'yang'],
  demo: ['netconf', 'transport', 'xml', 'yang'],
  webview: ['bridge'],
  app: ['language', 'demo', 'profiles', 'netconf', 'transport', 'xml', 'yang', 'bridge'],
  panels: ['app', 'language', 'netconf', 'xml', 'bridge'],
  views: ['app', 'netconf', 'transport', 'xml'],
  editor: ['app', 'language', 'netconf', 'transport', 'xml'],
  commands: [
    'app',
    'panels',
    'views',
    'editor',
    'bridge',
    'language',
    'profiles',
    'netconf',
    'transport',
    'xml',
    'yang',
  ],
}
const EDITOR_LAYERS = new Set(['app', 'panels', 'views', 'editor', 'commands'])

/** Third-party package → the one file that may import it. */
const OWNERS = {
  saxes: 'src/xml/parse.ts',
  'fast-xml-parser': 'src/xml/values.ts',
  'xml-formatter': 'src/xml/format.ts',
  ssh2: 'src/transport/ssh.ts',
  '@vscode/webview-ui-toolkit': 'src/webview/toolkit.ts',
}

const foreignPackages = (file) =>
  Object.entries(OWNERS)
    .filter(([, owner]) => owner !== file)
    .map(([name, owner]) => ({
      group: [name, `${name}/*`],
      message: `${name} is imported in ${owner} alone.`,
    }))

const layerPatterns = (layer, file) => {
  const allowed = new Set([layer, ...LAYERS[layer]])
  const forbidden = Object.keys(LAYERS).filter((other) => !allowed.has(other))
  return [
    ...foreignPackages(file),
    {
      group: forbidden.flatMap((other) => [`../${other}/*`, `**/src/${other}/*`]),
      message: `src/${layer} may import only: ${[...allowed].join(', ')} (eslint.config.mjs).`,
    },
    ...(EDITOR_LAYERS.has(layer) ? [] : [{ group: ['vscode'], message: `src/${layer} knows no editor.` }]),
    ...(layer === 'webview' || layer === 'bridge'
      ? [{ group: ['node:*'], message: 'This code runs in a browser.' }]
      : []),
  ]
}

/** `import()` is held to the same table: eslint's rule for imports looks at declarations only. */
const dynamicImports = (layer) => {
  const allowed = new Set([layer, ...LAYERS[layer]])
  const forbidden = Object.keys(LAYERS).filter((other) => !allowed.has(other))
  const owned = Object.keys(OWNERS).map((name) => name.replace('/', '\\u002F'))
  const named = (pattern) => `ImportExpression[source.value=/${pattern}/]`
  return {
    files: [`src/${layer}/*.ts`],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: named(`^\\.\\.\\u002F(${forbidden.join('|')})\\u002F`),
          message: `src/${layer} may import only: ${[...allowed].join(', ')} (eslint.config.mjs).`,
        },
        {
          selector: named(`^(${owned.join('|')})`),
          message: 'A package is imported by its owner alone, and there statically.',
        },
        {
          selector: 'ImportExpression[source.type!="Literal"]',
          message: 'Nothing is loaded by a computed name.',
        },
      ],
    },
  }
}

const restrict = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
})

export default defineConfig(
  globalIgnores(['dist/', 'node_modules/', '.vscode-test/', 'test-results/']),
  { files: ['**/*.mjs', '**/*.cjs'], extends: [tseslint.configs.base] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.webview.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      'max-lines': ['error', { max: 400 }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // node:test's `test()` returns a promise that the runner itself awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              name: ['test', 'it', 'describe', 'suite', 'before', 'after', 'beforeEach', 'afterEach'],
              package: 'node:test',
            },
          ],
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  restrict(
    ['src/*.ts'],
    [...foreignPackages(''), { group: ['vscode'], message: 'This runs in plain Node.' }],
  ),
  restrict(['src/extension.ts'], foreignPackages('')),
  ...Object.keys(LAYERS).map((layer) => restrict([`src/${layer}/*.ts`], layerPatterns(layer, ''))),
  ...Object.keys(LAYERS).map(dynamicImports),
  ...Object.values(OWNERS).map((file) => restrict([file], layerPatterns(file.split('/')[1], file))),
  restrict(
    ['test/unit/**/*.ts'],
    [
      {
        group: ['vscode', '**/src/{app,panels,views,editor,commands}/**'],
        message: 'Unit tests run in plain Node, without an editor and without a stub of it.',
      },
    ],
  ),
)

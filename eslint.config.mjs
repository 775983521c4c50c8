// Lint: typed rules against lost promises and `any`, and who may import whom (the whole table is held by test/architecture.test.ts).
import tseslint from 'typescript-eslint';

/** Says what a folder must not import at run time, with the reason shown at the import. `packages` are exact names, `patterns` are paths. */
const layer = (files, { packages = [], patterns = [] }) => ({
  files,
  ignores: ['**/*.test.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        paths: packages.flatMap(([names, message]) => names.map((name) => ({ name, message, allowTypeImports: true }))),
        patterns: patterns.map(([group, message]) => ({ group, message, allowTypeImports: true })),
      },
    ],
  },
});

const libraries = [['dockerfile-ast', 'yaml', 'unbash', 'jsonc-parser'], 'Syntax libraries are used in core/parse only.'];
const ignorePackage = [['ignore'], 'Patterns are matched in core/config and in cli only.'];
const outside = [['node:*', 'vscode-*', '**/lsp/**', '**/cli/**', '**/hosts/**'], 'The core is pure: text in, findings out.'];
const above = [['**/service.js'], 'The facade stands above the rest of the core.'];

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      'dist/',
      'server/dist/',
      '.cache/',
      '.vscode-server/',
      '.vscode-test/',
      'coverage/',
      'server/src/core/rules/**/index.ts',
      'server/src/core/rules/*.generated.ts',
      'examples/',
      'test/files/cases/',
      'test/**/fixture*/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: ['./tsconfig.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-implicit-coercion': ['error', { boolean: false }],
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [] }],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      // `require` is how a bundle stays in a file of its own (see esbuild.mjs).
      '@typescript-eslint/no-require-imports': ['error', { allow: ['/formats/', '/node-server\\.js$'] }],
      // A walk up a chain begins at `this`.
      '@typescript-eslint/no-this-alias': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['tools/**', 'bench/**', 'test/**', 'server/src/**/*.test.ts'], rules: { 'no-console': 'off' } },
  {
    // What a test says is there is asserted by the test's failing.
    files: ['**/*.test.ts', 'test/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  // The editor's test host loads suites by path.
  { files: ['test/vscode/**'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  layer(['server/src/core/{text,knowledge}/**/*.ts'], {
    packages: [libraries, ignorePackage],
    patterns: [outside, above, [['**/{engine,rules,parse,config,fix,model}/**'], 'text and knowledge know nothing of the rest.']],
  }),
  layer(['server/src/core/parse/**/*.ts'], {
    packages: [ignorePackage],
    patterns: [outside, above, [['**/{engine,rules,config,fix,model}/**'], 'Readers know only text.']],
  }),
  layer(['server/src/core/model/**/*.ts'], {
    packages: [libraries, ignorePackage],
    patterns: [outside, above, [['**/{engine,rules,config,fix}/**'], 'Facts know nothing of rules.']],
  }),
  layer(['server/src/core/fix/**/*.ts'], {
    packages: [libraries, ignorePackage],
    patterns: [outside, above, [['**/{engine,rules,config}/**'], 'Builders know text and facts.']],
  }),
  layer(['server/src/core/rules/*/*.ts'], {
    packages: [libraries, ignorePackage],
    patterns: [
      outside,
      above,
      [['**/{parse,config,formats,rules}/**', './*'], 'A rule asks facts, knowledge and builders, never a reader or another rule.'],
    ],
  }),
  layer(['server/src/core/config/**/*.ts'], {
    packages: [libraries],
    patterns: [outside, above, [['**/{formats,fix,model}/**'], 'The configuration is read without any format.']],
  }),
  layer(['server/src/core/{engine,formats,rewrite,workspace}/**/*.ts'], {
    packages: [libraries, ignorePackage],
    patterns: [outside, above],
  }),
  layer(['server/src/lsp/**/*.ts'], {
    packages: [libraries, ignorePackage],
    patterns: [
      [['**/cli/**', '**/hosts/**'], 'lsp and cli do not know each other, and neither knows who runs it.'],
      [['node:*'], 'The language server also runs in a web worker; hosts/ hands in what needs Node.'],
    ],
  }),
  layer(['server/src/cli/**/*.ts'], {
    packages: [libraries],
    patterns: [[['**/lsp/**', '**/hosts/**', 'vscode-*'], 'lsp and cli do not know each other, and neither knows who runs it.']],
  }),
  layer(['client/src/**/*.ts'], { patterns: [[['**/server/**'], 'The client talks to the server by the protocol only.']] }),
);

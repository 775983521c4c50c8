import * as assert from 'node:assert/strict';
import { contextOf } from '../../../../test/kit/context.js';
import { httpsAddress, licenseOfText, projectFactsOf, spdxOf } from './project-facts.js';

const facts = (files: Readonly<Record<string, string>>) => projectFactsOf(contextOf(files));
const MIT = `MIT License

Copyright (c) 2026 Acme

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction.
`;
const APACHE =
  '                                 Apache License\n                           Version 2.0, January 2004\n                        http://www.apache.org/licenses/\n';

describe('facts of a project: the address of the repository', () => {
  for (const [remote, address] of [
    ['https://github.com/acme/shop.git', 'https://github.com/acme/shop'],
    ['https://github.com/acme/shop/', 'https://github.com/acme/shop'],
    ['https://jane:ghp_0123456789abcdef@github.com/acme/shop.git', 'https://github.com/acme/shop'],
    ['https://x-access-token:secret@github.com:443/acme/shop', 'https://github.com/acme/shop'],
    ['https://oauth2:p%40ss:w@rd@gitlab.example.com/acme/group/shop.git', 'https://gitlab.example.com/acme/group/shop'],
    ['http://git.example.com:3000/acme/shop.git', 'https://git.example.com/acme/shop'],
    ['https://github.com/acme/shop.git?access_token=secret#main', 'https://github.com/acme/shop'],
    ['git@github.com:acme/shop.git', 'https://github.com/acme/shop'],
    ['github.com:acme/shop', 'https://github.com/acme/shop'],
    ['ssh://git@github.com:22/acme/shop.git', 'https://github.com/acme/shop'],
    ['ssh://git@ssh.github.com:443/acme/shop.git', 'https://github.com/acme/shop'],
    ['ssh://git@altssh.gitlab.com:443/acme/shop.git', 'https://gitlab.com/acme/shop'],
    ['ssh://git@gitea.example.com:2222/acme/shop.git', 'https://gitea.example.com/acme/shop'],
    ['git://git.example.com/acme/shop.git', 'https://git.example.com/acme/shop'],
    ['git+https://github.com/acme/shop.git', 'https://github.com/acme/shop'],
    ['github:acme/shop', 'https://github.com/acme/shop'],
    ['git@ssh.dev.azure.com:v3/acme/Web/shop', 'https://dev.azure.com/acme/Web/_git/shop'],
    ['GIT@GitHub.com:acme/Shop.git', 'https://github.com/acme/Shop'],
    ['ssh://git@bitbucket.example.com:7999/web/shop.git', undefined],
    ['git@work:acme/shop.git', undefined],
    ['/srv/git/shop.git', undefined],
    ['../shop', undefined],
    ['C:/src/shop', undefined],
    ['file:///srv/git/shop.git', undefined],
    ['https://localhost/acme/shop', undefined],
    ['https://example.com/', undefined],
    ['https://example.com/ghp_0123456789abcdef/shop', undefined],
    ['https://example.com/a/../shop', undefined],
    ['https://example.com/acme/my shop', undefined],
    ['', undefined],
  ] as const) {
    it(`${remote} is ${address ?? 'none'}`, () => assert.equal(httpsAddress(remote), address));
  }

  it('is that of origin, or of the only remote', () => {
    const two =
      '[core]\n\tbare = false\n[remote "fork"]\n\turl = git@github.com:jane/shop.git\n[remote "origin"]\n\turl = https://jane:secret@github.com/acme/shop.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[branch "main"]\n\tremote = origin\n';
    assert.equal(facts({ '.git/config': two }).source, 'https://github.com/acme/shop');
    assert.equal(facts({ '.git/config': two.replace('"origin"', '"upstream"') }).source, undefined);
    assert.equal(
      facts({ '.git/config': '[remote "up"]\r\n\turl = "git@github.com:acme/shop.git" ; mine\r\n' }).source,
      'https://github.com/acme/shop',
    );
    assert.equal(facts({ '.git/config': '[remote "origin"]\n\tpushurl = x\n[url "git@x.com:"]\n\turl = y\n' }).source, undefined);
  });

  it('is never one with a credential in it', () => {
    const config = (url: string) => `[remote "origin"]\n\turl = ${url}\n`;
    for (const url of [
      'https://a:s3cret@x.com/a/b',
      'https://s3cret@x.com/a/b.git',
      'ssh://a:s3cret@x.com/a/b',
      's3cret@x.com:a/b',
      'https://x.com/a/b?t=s3cret',
      'https://a:s3cret@b:s3cret@x.com/a/b',
    ])
      assert.doesNotMatch(JSON.stringify(facts({ '.git/config': config(url) })), /s3cret/, url);
  });
});

describe('facts of a project: manifests', () => {
  it('package.json', () => {
    const text = JSON.stringify({
      name: '@acme/shop',
      version: '1.4.0',
      description: 'Sells  things',
      license: 'MIT',
      repository: { type: 'git', url: 'git+https://github.com/acme/shop.git' },
    });
    assert.deepEqual(facts({ 'package.json': text, LICENSE: MIT }), {
      title: 'shop',
      description: 'Sells things',
      source: 'https://github.com/acme/shop',
      version: '1.4.0',
      licenses: 'MIT',
    });
  });
  it('pyproject.toml', () => {
    const text =
      '[build-system]\nname = "no"\n[project]\nname = "feeds" # here\nversion = "2.0.1"\ndescription = \'Reads feeds\'\nlicense = { text = "Apache-2.0" }\n[project.urls]\nRepository = "https://example.com/acme/feeds"\n';
    assert.deepEqual(facts({ 'pyproject.toml': text }), {
      title: 'feeds',
      description: 'Reads feeds',
      source: 'https://example.com/acme/feeds',
      version: '2.0.1',
      licenses: 'Apache-2.0',
    });
    assert.equal(facts({ 'pyproject.toml': '[tool.poetry]\nname = "a"\nversion = "1.2"\n' }).version, '1.2');
  });
  it('Cargo.toml, whose version may be that of the workspace', () => {
    assert.deepEqual(
      facts({
        'Cargo.toml':
          '[package]\nname = "relay"\nversion.workspace = true\nlicense = "MIT/Apache-2.0"\n[[bin]]\nname = "x"\n[dependencies]\nversion = "9.9.9"\n',
      }),
      { title: 'relay', licenses: 'MIT OR Apache-2.0' },
    );
  });
  it('pom.xml, not its parent', () => {
    const text =
      '<?xml version="1.0"?>\n<!-- <version>0.1</version> -->\n<project xmlns="x">\n <parent><artifactId>boot</artifactId><version>3.5.0</version></parent>\n <artifactId>billing</artifactId>\n <version>1.2.3</version>\n <name>${project.artifactId}</name>\n <description>Bills &amp; dues</description>\n <licenses><license><name>Apache License, Version 2.0</name></license></licenses>\n</project>';
    assert.deepEqual(facts({ 'pom.xml': text }), {
      title: 'billing',
      description: 'Bills & dues',
      version: '1.2.3',
      licenses: 'Apache-2.0',
    });
    assert.equal(facts({ 'pom.xml': text.replace('>1.2.3<', '>1.2.3-SNAPSHOT<') }).version, undefined);
    assert.equal(facts({ 'pom.xml': text.replace('<version>1.2.3</version>', '') }).version, undefined);
  });
  it('go.mod', () => {
    assert.deepEqual(facts({ 'go.mod': 'module github.com/acme/probe/v2\n\ngo 1.27\n' }), {
      title: 'probe',
      source: 'https://github.com/acme/probe',
    });
    assert.deepEqual(facts({ 'go.mod': 'module example.com/x\n' }), { title: 'x' });
  });
  it('composer.json, mix.exs, a gemspec, a cabal file, a csproj, Gradle, setup.cfg and VERSION', () => {
    assert.deepEqual(facts({ 'composer.json': '{"name":"acme/site","description":"d","license":["MIT","Apache-2.0"]}' }), {
      title: 'site',
      description: 'd',
      licenses: 'MIT OR Apache-2.0',
    });
    assert.deepEqual(facts({ 'mix.exs': 'def project do\n [\n  app: :chat,\n  version: "0.3.0",\n ]\n' }), {
      title: 'chat',
      version: '0.3.0',
    });
    assert.deepEqual(
      facts({
        'a.gemspec':
          'Gem::Specification.new do |spec|\n  spec.name = "tool"\n  spec.version = Tool::VERSION\n  spec.summary = "Does it"\n  spec.license = "MIT"\n',
      }),
      { title: 'tool', description: 'Does it', licenses: 'MIT' },
    );
    assert.deepEqual(facts({ 'p.cabal': 'cabal-version: 3.0\nname:   planner\nversion: 0.2.1\nlicense: BSD3\nsynopsis: Plans\n' }), {
      title: 'planner',
      description: 'Plans',
      version: '0.2.1',
      licenses: 'BSD-3-Clause',
    });
    assert.deepEqual(
      facts({
        'w.csproj':
          '<Project Sdk="x"><PropertyGroup><Version>3.1.0</Version><PackageLicenseExpression>MIT</PackageLicenseExpression></PropertyGroup></Project>',
      }),
      { version: '3.1.0', licenses: 'MIT' },
    );
    assert.deepEqual(
      facts({ 'build.gradle.kts': 'plugins {}\nversion = "1.0.5"\n', 'settings.gradle.kts': 'rootProject.name = "catalog"\n' }),
      { title: 'catalog', version: '1.0.5' },
    );
    assert.deepEqual(facts({ 'setup.cfg': '[metadata]\nname = oldtool\nversion = attr: oldtool.__version__\nlicense = MIT\n' }), {
      title: 'oldtool',
      licenses: 'MIT',
    });
    assert.deepEqual(facts({ VERSION: '1.9.2\n' }), { version: '1.9.2' });
  });
  it('say nothing where they disagree; the repository names it then', () => {
    const files = { 'package.json': '{"name":"assets","version":"1.0.0"}', 'mix.exs': 'app: :chat,\nversion: "0.3.0",\n' };
    assert.deepEqual(facts(files), {});
    assert.deepEqual(facts({ ...files, '.git/config': '[remote "origin"]\nurl = git@github.com:acme/chat.git\n' }), {
      title: 'chat',
      source: 'https://github.com/acme/chat',
    });
  });
  it('give no value that would need escapes, no placeholder and nothing long', () => {
    const text = JSON.stringify({ name: 'a$b', description: 'say "hi"', version: '0.0.0-development', license: 'UNLICENSED' });
    assert.deepEqual(facts({ 'package.json': text }), {});
    assert.deepEqual(facts({ 'package.json': JSON.stringify({ description: 'x'.repeat(300) }) }), {});
  });
  it('may be broken', () => {
    const broken = {
      'package.json': '{"name":',
      'pom.xml': '<project><a></b>',
      'pyproject.toml': '[project\nname = ',
      'go.mod': '',
      'composer.json': '[]',
      LICENSE: '',
      '.git/config': '[remote "',
    };
    assert.deepEqual(facts(broken), {});
    assert.deepEqual(projectFactsOf(undefined), {});
    assert.deepEqual(facts({ 'package.json': '{"name":{"a":1},"license":{"type":"MIT"},"repository":5}' }), { licenses: 'MIT' });
  });
});

describe('facts of a project: licences', () => {
  for (const [title, text, id] of [
    ['MIT', MIT, 'MIT'],
    ['Apache', APACHE, 'Apache-2.0'],
    [
      'ISC',
      'Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that the above',
      'ISC',
    ],
    [
      'BSD with three clauses',
      'Redistribution and use in source and binary forms, with or without\nmodification ... Neither the name of the holder',
      'BSD-3-Clause',
    ],
    ['BSD with two clauses', 'Redistribution and use in source and binary forms, with or without\nmodification', 'BSD-2-Clause'],
    ['Mozilla', 'Mozilla Public License Version 2.0\n====', 'MPL-2.0'],
    ['the Unlicense', 'This is free and unencumbered software released into the public domain.', 'Unlicense'],
    ['GPL, which does not say whether a later version may be used', 'GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007', undefined],
    ['two at once', MIT + APACHE, undefined],
    ['one of its own', 'All rights reserved.', undefined],
  ] as const) {
    it(`${title} is ${id ?? 'not named'}`, () => assert.equal(licenseOfText(text), id));
  }
  for (const [written, id] of [
    ['MIT', 'MIT'],
    ['The MIT License', 'MIT'],
    ['Apache 2.0', 'Apache-2.0'],
    ['(MIT OR Apache-2.0)', '(MIT OR Apache-2.0)'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'GPL-2.0-only WITH Classpath-exception-2.0'],
    ['SEE LICENSE IN LICENSE.txt', undefined],
    ['proprietary', undefined],
    ['MIT OR', undefined],
    ['', undefined],
  ] as const) {
    it(`"${written}" is ${id ?? 'not named'}`, () => assert.equal(spdxOf(written), id));
  }
  it('of a manifest and of the text must not differ', () => {
    assert.equal(facts({ 'package.json': '{"license":"ISC"}', LICENSE: MIT }).licenses, undefined);
    assert.equal(facts({ 'package.json': '{"license":"UNLICENSED"}', LICENSE: MIT }).licenses, undefined);
    assert.equal(facts({ 'package.json': '{}', 'LICENSE.md': MIT }).licenses, 'MIT');
  });
});

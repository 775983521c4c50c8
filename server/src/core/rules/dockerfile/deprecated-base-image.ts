import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { shortName } from '../../knowledge/base-images.js';
import { discontinuedImage } from '../../knowledge/discontinued-images.js';

export default defineRule({
  id: 'dockerfile/deprecated-base-image',
  category: 'supply-chain',
  on: 'dockerfile.image',
  summary: 'An image is no longer built under this name',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    replaced: '"{image}" is discontinued and gets no security fixes: move to {successor}',
    gone: '"{image}" is discontinued, gets no security fixes and has no successor: build on another image',
  },
  docs: {
    description:
      'An image in FROM, COPY --from or RUN --mount from= is one that its publisher has given up: official images that Docker marks as deprecated (openjdk, java, centos, clefos, clearlinux, mongo-express, notary, unit, php-zendserver, vault, consul and others), distroless images of old Debian releases, versioned tags of Bitnami.',
    rationale:
      'The tag can still be pulled, so nothing looks wrong, but no one rebuilds it when a hole is found. Every build on it starts with the holes of the day it was given up.',
    impact:
      'The successor has another publisher or another base: paths, default user and installed tools can differ. The fix is only offered where the successor has the same tag scheme.',
    audit: 'docker image inspect --format "{{.Created}}" IMAGE shows when it was last built.',
    remediation: 'Build on the successor that the finding names.',
    defaultValue: 'Registries keep tags of discontinued images and give no notice when they are pulled.',
    references: ['Docker Hub: notices on deprecated official images', 'Distroless: support policy', 'CIS Docker Benchmark 4.4'],
    limits: 'Knows the images in its table; private copies and mirrors under other names are not recognized.',
  },
  equivalents: ['~docker-ls:recommended_tag'],
  examples: [
    {
      bad: 'FROM openjdk:17-jdk-slim\nCOPY app.jar /app.jar\nCMD ["java", "-jar", "/app.jar"]\n',
      good: 'FROM eclipse-temurin:17-jdk\nCOPY app.jar /app.jar\nCMD ["java", "-jar", "/app.jar"]\n',
      byFix: true,
    },
  ],
  *check(use, ctx) {
    const { image } = use;
    if (use.stage || !image) return;
    const found = discontinuedImage(image, ctx.today);
    if (!found) return;
    const { successor, replacement } = found;
    const data = { image: shortName(use.raw) };
    const standsFor = ['docker-ls:recommended_tag'];
    if (successor === undefined) {
      yield ctx.problem('gone', { at: use.shortSpan, data, standsFor });
      return;
    }
    const canReplace = use.place === 'from' && use.variables.length === 0 && replacement !== undefined;
    const change = canReplace ? replaceWord(ctx.model, use.at, use.span, replacement) : undefined;
    yield ctx.problem('replaced', {
      at: use.shortSpan,
      data: { ...data, successor },
      standsFor,
      fixes: [change && replacement !== undefined ? { title: `Build on ${replacement}`, safety: 'unsafe', ...change } : undefined],
    });
  },
});

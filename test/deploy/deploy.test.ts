import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { settingsSchema } from '../../src/config/settings.js';

// biome-ignore lint/suspicious/noExplicitAny: manifests are read field by field
type Manifest = any;

const read = (name: string) => readFileSync(`deploy/${name}`, 'utf8');
const compose: Manifest = parse(read('compose.yaml'), { merge: true });
const manifests: Manifest[] = parseAllDocuments(read('kubernetes.yaml')).map((document) => {
  expect(document.errors).toEqual([]);
  return document.toJS();
});
const manifest = (kind: string, name: string): Manifest =>
  manifests.find((one) => one.kind === kind && one.metadata.name === name);
const container = (kind: string, name: string) => manifest(kind, name).spec.template.spec.containers[0];
const settings = Object.keys(settingsSchema.shape);
const directives = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'));

describe('the compose file', () => {
  const services = Object.entries<Manifest>(compose.services).filter(([name]) => name.startsWith('rumbo'));

  test('runs the service twice, and starts everything again that ends', () => {
    expect(services).toHaveLength(2);
    for (const one of Object.values<Manifest>(compose.services)) expect(one.restart).toBe('always');
  });

  test('sets only what is a setting', () => {
    for (const [, one] of services) expect(settings).toEqual(expect.arrayContaining(Object.keys(one.environment)));
  });

  test('hides the store from everybody but the service', () => {
    expect(compose.networks.store.internal).toBe(true);
    expect(compose.services.redis).toMatchObject({ networks: ['store'] });
    expect(compose.services.redis.ports).toBeUndefined();
    expect(compose.services.caddy.networks).toEqual(['front']);
  });

  test('leaves more time to stop than a stop takes', () => {
    for (const [, one] of services) expect(Number.parseInt(one.stop_grace_period, 10)).toBeGreaterThan(10);
  });

  test('lets Caddy share out by readiness and keep the metrics inside', () => {
    const caddy = read('Caddyfile');
    for (const [name] of services) expect(caddy).toContain(`${name}:3978`);
    expect(caddy).toMatch(/health_uri \/readyz/);
    expect(caddy).toMatch(/@inside path \/metrics[^\n]*\n\s+respond @inside 404/);
  });
});

describe('the Kubernetes manifest', () => {
  test('sets only what is a setting, and takes secrets from Secrets alone', () => {
    expect(settings).toEqual(expect.arrayContaining(Object.keys(manifest('ConfigMap', 'rumbo').data)));
    expect(container('Deployment', 'rumbo').envFrom).toContainEqual({ secretRef: { name: 'rumbo' } });
    for (const { name, value, valueFrom } of container('StatefulSet', 'redis').env)
      expect([name, value, valueFrom.secretKeyRef.key]).toEqual(['REDIS_PASSWORD', undefined, 'REDIS_PASSWORD']);
  });

  test('keeps one replica ready at all times', () => {
    const { spec } = manifest('Deployment', 'rumbo');
    expect(spec).toMatchObject({ replicas: 2, strategy: { rollingUpdate: { maxUnavailable: 0 } } });
    expect(manifest('PodDisruptionBudget', 'rumbo').spec.minAvailable).toBe(1);
    const { readinessProbe, livenessProbe, lifecycle } = container('Deployment', 'rumbo');
    expect([readinessProbe.httpGet.path, livenessProbe.httpGet.path]).toEqual(['/readyz', '/healthz']);
    const notice = Number(lifecycle.preStop.exec.command[1]);
    expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(notice + 10);
  });

  test('what is named is there', () => {
    for (const one of manifests.filter(({ spec }) => spec?.template)) {
      expect(one.spec.template.metadata.labels).toMatchObject(one.spec.selector.matchLabels);
    }
    for (const { spec } of manifests.filter(({ kind }) => kind === 'Service'))
      expect(manifests.some((one) => one.spec?.template?.metadata.labels.app === spec.selector.app)).toBe(true);
    expect(manifest('Service', 'rumbo').spec.ports[0].name).toBe('http');
    expect(container('Deployment', 'rumbo').ports[0].name).toBe('http');
  });

  test('gives Redis a disk, and the settings and the command of the compose file', () => {
    expect(directives(manifest('ConfigMap', 'redis').data['redis.conf'])).toEqual(directives(read('redis.conf')));
    expect(manifest('StatefulSet', 'redis').spec.volumeClaimTemplates).toHaveLength(1);
    const command = container('StatefulSet', 'redis').command.at(-1);
    const rights = (text: string) => /on ".*$/.exec(text)?.[0].replaceAll('$$', '$');
    expect(rights(command)).toBe(rights(compose.services.redis.command.at(-1)));
  });

  test('leaves Redis memory for the copy of a rewrite', () => {
    const { memory } = container('StatefulSet', 'redis').resources.limits;
    expect(Number.parseInt(memory, 10)).toBeGreaterThan(2 * 1024);
    expect(read('redis.conf')).toContain('maxmemory 1gb');
  });
});

describe('the image', () => {
  const lines = read('Dockerfile').split('\n');

  test('is run by nobody who could change it, and holds all that the service reads', () => {
    expect(lines).toContain('USER node');
    const kept = lines.flatMap((line) => /^COPY --from=build \/app\/(\S+) /.exec(line)?.[1] ?? []);
    for (const folder of [
      'flows',
      'locales',
      'directory',
      'src',
      'dist/src',
      'dist/dialogs',
      'dist/web',
      'dist/understanding.bin',
    ])
      expect(kept).toContain(folder);
    for (const name of kept.filter((one) => !one.startsWith('dist'))) expect(existsSync(name)).toBe(true);
  });

  test('starts what "npm start" starts', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const command = JSON.parse(/^CMD (.*)$/m.exec(read('Dockerfile'))?.[1] ?? '[]');
    expect(command.join(' ')).toBe(scripts.start);
  });

  test('sets only what is a setting', () => {
    const named = [...(/^ENV (.*)$/m.exec(read('Dockerfile'))?.[1] ?? '').matchAll(/(\w+)=/g)].map(([, name]) => name);
    expect([...settings, 'NODE_ENV']).toEqual(expect.arrayContaining(named));
  });
});

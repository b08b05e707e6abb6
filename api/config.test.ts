import { fork } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, loadSecretKey, readConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'cấu hình '));
afterAll(() => rmSync(folder, { recursive: true }));

function refusal(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return 'accepted';
}

describe('readConfig', () => {
  it('needs no variable', () => {
    const config = readConfig({});
    expect(config).toEqual({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:8080',
      databaseUrl: undefined,
      dataDir: join(process.cwd(), 'data'),
      secretKey: undefined,
      timeZone: 'Asia/Ho_Chi_Minh',
      trustProxy: 0,
      logLevel: 'info',
      webConcurrency: 1,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes an empty variable as unset', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ', SECRET_KEY: '', TIME_ZONE: '' })).toEqual(readConfig({}));
  });

  it.each([
    ['PORT', '0', 'port', 0],
    ['PORT', '65535', 'port', 65_535],
    ['HOST', '0.0.0.0', 'host', '0.0.0.0'],
    ['HOST', '::', 'host', '::'],
    ['HOST', 'localhost', 'host', 'localhost'],
    ['PUBLIC_URL', 'https://hailong.example.vn', 'publicUrl', 'https://hailong.example.vn'],
    ['PUBLIC_URL', 'https://HAILONG.example.vn/', 'publicUrl', 'https://hailong.example.vn'],
    ['PUBLIC_URL', 'http://192.168.1.7:8080', 'publicUrl', 'http://192.168.1.7:8080'],
    ['DATABASE_URL', 'postgres://u:p@db:5432/x', 'databaseUrl', 'postgres://u:p@db:5432/x'],
    ['DATABASE_URL', 'postgresql://u@/x?host=/run/pg', 'databaseUrl', 'postgresql://u@/x?host=/run/pg'],
    ['DATA_DIR', '/srv/dữ liệu', 'dataDir', '/srv/dữ liệu'],
    ['DATA_DIR', 'elsewhere', 'dataDir', join(process.cwd(), 'elsewhere')],
    ['SECRET_KEY', 'k'.repeat(32), 'secretKey', 'k'.repeat(32)],
    ['TIME_ZONE', 'UTC', 'timeZone', 'UTC'],
    ['TRUST_PROXY', '10', 'trustProxy', 10],
    ['LOG_LEVEL', 'silent', 'logLevel', 'silent'],
    ['WEB_CONCURRENCY', '64', 'webConcurrency', 64],
  ] as const)('accepts %s=%s', (name, value, key, expected) => {
    expect(readConfig({ [name]: value })[key]).toBe(expected);
  });

  it.each([
    ['PORT', 'abc', 'a whole number from 0 to 65535'],
    ['PORT', '-1', 'a whole number'],
    ['PORT', '65536', 'a whole number'],
    ['PORT', '80.5', 'a whole number'],
    ['PORT', '1e3', 'a whole number'],
    ['PORT', '0x50', 'a whole number'],
    ['HOST', 'http://here', 'an IP address or host name'],
    ['HOST', '256.1.1.1', 'an IP address or host name'],
    ['HOST', 'a b', 'an IP address or host name'],
    ['PUBLIC_URL', 'hailong.example.vn', 'an origin without a path'],
    ['PUBLIC_URL', 'ftp://hailong.example.vn', 'an origin without a path'],
    ['PUBLIC_URL', 'https://hailong.example.vn/app', 'an origin without a path'],
    ['PUBLIC_URL', 'https://hailong.example.vn?', 'an origin without a path'],
    ['PUBLIC_URL', 'https://hailong.example.vn#x', 'an origin without a path'],
    ['DATABASE_URL', 'mysql://db/x', 'postgres://'],
    ['TIME_ZONE', 'Asia/Hai_Phong', 'an IANA time zone'],
    ['TRUST_PROXY', '11', 'a whole number from 0 to 10'],
    ['TRUST_PROXY', 'true', 'a whole number from 0 to 10'],
    ['LOG_LEVEL', 'verbose', 'one of fatal, error, warn'],
    ['WEB_CONCURRENCY', '0', 'a whole number from 1 to 64'],
    ['WEB_CONCURRENCY', 'auto', 'a whole number from 1 to 64'],
  ])('refuses %s=%s in one sentence', (name, value, expected) => {
    const message = refusal({ [name]: value });
    expect(message).toContain(name);
    expect(message).toContain(value);
    expect(message).toContain(expected);
    expect(message).toMatch(/^[^\n]+ expected\.$/);
  });

  it.each([
    ['SECRET_KEY', 'hush-hush-hush'],
    ['DATABASE_URL', 'mysql://user:hush-hush-hush@db/x'],
    ['DATABASE_URL', 'mysql://db/x?password=hush-hush-hush'],
    ['DATABASE_URL', 'user:hush-hush-hush@db x'],
    ['PUBLIC_URL', 'https://user:hush-hush-hush@hailong.example.vn'],
  ])('never repeats the secret in %s=%s', (name, value) => {
    const message = refusal({ [name]: value });
    expect(message).toContain(name);
    expect(message).not.toContain('hush');
  });
});

describe('loadSecretKey', () => {
  it('prefers the key that was given', () => {
    expect(loadSecretKey({ secretKey: 'k'.repeat(40), dataDir: join(folder, 'unused') })).toBe('k'.repeat(40));
  });

  it('makes a key once, for the owner alone', () => {
    const config = { secretKey: undefined, dataDir: join(folder, 'một') };
    const key = loadSecretKey(config);
    expect(Buffer.from(key, 'base64url')).toHaveLength(32);
    expect(loadSecretKey(config)).toBe(key);
    if (process.platform !== 'win32') expect(statSync(join(config.dataDir, 'secret-key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(config.dataDir)).toEqual(['secret-key']);
  });

  it('refuses a damaged key file instead of making another', () => {
    const config = { secretKey: undefined, dataDir: join(folder, 'hỏng') };
    loadSecretKey(config);
    writeFileSync(join(config.dataDir, 'secret-key'), 'short\n');
    expect(() => loadSecretKey(config)).toThrow(ConfigError);
    expect(readFileSync(join(config.dataDir, 'secret-key'), 'utf8')).toBe('short\n');
  });

  it('gives the same key to processes that start at once', async () => {
    const script = join(folder, 'load.ts');
    const dataDir = join(folder, 'cùng lúc');
    writeFileSync(
      script,
      `import { loadSecretKey } from ${JSON.stringify(join(import.meta.dirname, 'config.ts'))};
       process.once('message', () => process.send(loadSecretKey({ secretKey: undefined, dataDir: ${JSON.stringify(dataDir)} })));
       process.send('ready');`,
    );
    const racers = Array.from({ length: 4 }, () => fork(script));
    const next = () => Promise.all(racers.map((racer) => new Promise((done) => racer.once('message', done))));
    await next();
    const keys = next();
    for (const racer of racers) racer.send('go');
    expect(new Set(await keys).size).toBe(1);
  });
});

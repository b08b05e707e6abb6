import { expect, test } from 'vitest';
import { readConfig } from '../../api/config.ts';
import { demoSettings } from './settings.ts';

const settings = (environment: Record<string, string>, lanAddress: string | undefined = '192.168.1.5') =>
  demoSettings(readConfig(environment), {
    dataDir: '/tmp/demo',
    publicUrl: environment.PUBLIC_URL,
    logLevel: environment.LOG_LEVEL,
    lanAddress,
  });

test.each([
  [{}, 'http://localhost:8080'],
  [{ PORT: '9000' }, 'http://localhost:9000'],
  [{ PORT: '0' }, 'http://localhost:0'],
  [{ HOST: '::1' }, 'http://localhost:8080'],
  [{ HOST: '0.0.0.0' }, 'http://192.168.1.5:8080'],
  [{ HOST: '::', PORT: '9000' }, 'http://192.168.1.5:9000'],
  [{ HOST: '192.168.7.7' }, 'http://192.168.7.7:8080'],
  [{ HOST: 'fd00::5' }, 'http://[fd00::5]:8080'],
  [{ HOST: '0.0.0.0', PUBLIC_URL: 'https://demo.example.vn/' }, 'https://demo.example.vn'],
  [{ HOST: '0.0.0.0', PUBLIC_URL: ' ' }, 'http://192.168.1.5:8080'],
])('with %o links begin with %s', (environment: Record<string, string>, expected) => {
  expect(settings(environment).publicUrl).toBe(expected);
});

test('a demonstration never touches a database, a folder or a key of the real service', () => {
  const environment = {
    DATABASE_URL: 'postgres://u:p@db.example/real',
    DATA_DIR: '/srv/real',
    SECRET_KEY: 'x'.repeat(40),
    WEB_CONCURRENCY: '4',
  };
  expect(settings(environment)).toMatchObject({
    databaseUrl: undefined,
    dataDir: '/tmp/demo',
    secretKey: undefined,
    webConcurrency: 1,
  });
});

test('requests are logged only where it is asked for', () => {
  expect(settings({}).logLevel).toBe('warn');
  expect(settings({ LOG_LEVEL: 'info' }).logLevel).toBe('info');
});

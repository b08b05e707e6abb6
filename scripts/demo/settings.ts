import type { Config } from '../../api/config.ts';

/**
 * The settings of a demonstration: whatever the environment says of databases, folders and keys, it uses its own, so that
 * it can never write into a real one. Port, host and public address are as given; where the service is open to the
 * network and no public address was given, it is this machine's address in that network. A line for each request would push
 * the QR code out of the window, so it is logged only where it is asked for.
 */
export function demoSettings(
  config: Config,
  given: {
    readonly dataDir: string;
    /** As the environment has them. */
    readonly publicUrl: string | undefined;
    readonly logLevel: string | undefined;
    readonly lanAddress: string | undefined;
  },
): Config {
  const { host, port, publicUrl } = config;
  return Object.freeze({
    ...config,
    publicUrl: given.publicUrl?.trim() ? publicUrl : `http://${hostForLinks(host, given.lanAddress)}:${port}`,
    databaseUrl: undefined,
    dataDir: given.dataDir,
    secretKey: undefined,
    logLevel: given.logLevel?.trim() ? config.logLevel : 'warn',
    webConcurrency: 1,
  });
}

/** Whether others than this machine can get in. */
export function isOpenToNetwork(host: string): boolean {
  return !/^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(host);
}

function hostForLinks(host: string, lanAddress: string | undefined): string {
  if (!isOpenToNetwork(host)) return 'localhost';
  if (/^(0\.0\.0\.0|::)$/.test(host)) return lanAddress ?? 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

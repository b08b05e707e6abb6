/** pngjs comes without types; this is the part of it that tests use. */
declare module 'pngjs' {
  export interface Pixels {
    width: number;
    height: number;
    /** RGBA, row by row. */
    data: Buffer;
  }
  export const PNG: { sync: { read(bytes: Uint8Array): Pixels } };
}

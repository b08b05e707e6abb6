/** pngjs comes without types; this is the part of it that tests use. */
declare module 'pngjs' {
  export interface Pixels {
    width: number;
    height: number;
    /** RGBA, row by row. */
    data: Buffer;
  }
  export class PNG implements Pixels {
    static sync: { read(bytes: Uint8Array): Pixels; write(picture: Pixels): Buffer };
    constructor(size: { width: number; height: number });
    width: number;
    height: number;
    data: Buffer;
  }
}

/** Why a file is not taken, and the part of it that is meant. */
export interface EmblemFault {
  readonly kind:
    | 'empty'
    | 'too-large'
    | 'unknown-type'
    | 'png-damaged'
    | 'png-measures'
    | 'svg-malformed'
    | 'svg-measures'
    | 'svg-script'
    | 'svg-element'
    | 'svg-reference'
    | 'svg-style'
    | 'svg-entity';
  readonly name?: string;
}

/** A picture written anew by us, with nothing in it but what is drawn. */
export interface Picture {
  readonly content: Uint8Array;
  readonly width: number;
  readonly height: number;
}

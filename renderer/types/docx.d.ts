/** The part of docx that we use. Its own types bring Node's into the window. Sizes in half points, measures in twentieths of a point. */
interface Font {
  readonly ascii: string;
  readonly eastAsia: string;
  readonly hAnsi: string;
  readonly cs: string;
}
interface Width {
  readonly size: number;
  readonly type: string;
}
interface Border {
  readonly style: 'none';
  readonly size: number;
  readonly color: string;
}
type Borders = Readonly<Record<string, Border>>;
type Margins = Readonly<Record<'top' | 'bottom' | 'left' | 'right', number>>;

export declare const AlignmentType: {
  readonly CENTER: 'center';
  readonly END: 'end';
  readonly START: 'start';
};
export declare const PageNumber: { readonly CURRENT: 'CURRENT' };
export declare const TableLayoutType: { readonly FIXED: 'fixed' };
export declare const VerticalAlign: { readonly CENTER: 'center' };
export declare const WidthType: { readonly DXA: 'dxa' };

export declare class TextRun {
  protected readonly rootKey: string;
  constructor(options: {
    readonly text?: string;
    readonly children?: readonly string[];
    readonly break?: number;
    readonly rightToLeft?: boolean;
    readonly bold?: boolean;
    readonly size: number;
    readonly sizeComplexScript?: number;
    readonly font: Font;
    readonly language?: { readonly bidirectional?: string; readonly eastAsia?: string };
  });
}

export declare class Paragraph {
  protected readonly rootKey: string;
  constructor(options: {
    readonly bidirectional?: boolean;
    readonly alignment?: 'center' | 'end' | 'start';
    readonly spacing?: { readonly line?: number; readonly lineRule?: 'exact'; readonly before?: number };
    readonly indent?: { readonly firstLine: number };
    readonly children: readonly TextRun[];
  });
}

export declare class TableCell {
  protected readonly rootKey: string;
  constructor(options: {
    readonly width: Width;
    readonly borders?: Borders;
    readonly verticalAlign?: 'center';
    readonly margins: Margins;
    readonly children: readonly Paragraph[];
  });
}

export declare class TableRow {
  protected readonly rootKey: string;
  constructor(options: {
    readonly cantSplit?: boolean;
    readonly tableHeader?: boolean;
    readonly children: readonly TableCell[];
  });
}

export declare class Table {
  protected readonly rootKey: string;
  constructor(options: {
    readonly width: Width;
    readonly columnWidths: readonly number[];
    readonly layout: 'fixed';
    readonly borders?: Borders;
    readonly rows: readonly TableRow[];
  });
}

export declare class Footer {
  protected readonly rootKey: string;
  constructor(options: { readonly children: readonly Paragraph[] });
}

export declare class Document {
  readonly CoreProperties: unknown;
  constructor(options: {
    readonly title: string;
    readonly creator: string;
    readonly description: string;
    readonly lastModifiedBy: string;
    readonly styles: {
      readonly default: {
        readonly document: { readonly run: { readonly font: Font; readonly size: number } };
      };
    };
    readonly sections: readonly {
      readonly properties: {
        readonly page: {
          readonly size: { readonly width: number; readonly height: number };
          readonly margin: Margins;
        };
      };
      readonly footers: { readonly default: Footer };
      readonly children: readonly (Paragraph | Table)[];
    }[];
  });
}

export declare const Packer: { toArrayBuffer(document: Document): Promise<ArrayBuffer> };

import type { ReactNode } from 'react';
import type { Line, Paper, PaperBlock } from '../../shared/domain/documents/render.ts';
import { textOf, type Run } from '../../shared/domain/documents/slots.ts';
import './paper-fonts.css';
import './paper.css';

/**
 * A paper as it is printed: the same elements on screen, in the PDF and for a screen reader. In a paper of both languages every
 * text stands twice, Chinese left and Uyghur right; inside tables one under the other.
 */
export function PaperView({ paper }: { readonly paper: Paper }): ReactNode {
  const className = paper.language === 'zh-ug' ? 'jp-paper jp-both' : 'jp-paper';
  return (
    <article className={className} dir="ltr" lang="zh-CN">
      {paper.blocks.map((block, at) => (
        <BlockView key={at} block={block} />
      ))}
    </article>
  );
}

function BlockView({ block }: { readonly block: PaperBlock }): ReactNode {
  switch (block.kind) {
    case 'title':
      return (
        <h1 className="jp-title">
          <span className="jp-organ">
            <Stacked line={block.organ} />
          </span>
          <Stacked line={block.text} />
        </h1>
      );
    case 'number':
      return (
        <p className="jp-number">
          <bdi>{block.text}</bdi>
        </p>
      );
    case 'form':
      return (
        <table className="jp-table jp-form">
          <tbody>
            {block.rows.map((row, at) => (
              <tr key={at} className={row.space > 0 ? `jp-space-${row.space}` : undefined}>
                <th scope="row">
                  <Stacked line={row.label} />
                </th>
                <td>
                  <Stacked line={row.text} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'table':
      return (
        <table className="jp-table">
          <colgroup>
            {block.columns.map((column, at) => (
              <col key={at} className={`jp-col-${column.width}`} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {block.columns.map((column, at) => (
                <th key={at} scope="col">
                  <Stacked line={column.label} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((cells, row) => (
              <tr key={row}>
                {cells.map((line, at) => (
                  <td key={at}>
                    <Stacked line={line} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'signatures':
      return (
        <div className="jp-signatures">
          {block.lines.map((line, at) => (
            <SideBySide key={at} line={line} className="jp-signature" />
          ))}
        </div>
      );
    case 'issuer':
      return (
        <div className="jp-issuer">
          <SideBySide line={block.seal} className="jp-seal" />
          <SideBySide line={block.bureau} className="jp-bureau" />
          <SideBySide line={block.date} className="jp-date" />
        </div>
      );
    default:
      return <SideBySide line={block.text} className={`jp-${block.kind}`} />;
  }
}

function SideBySide({ line, className }: { readonly line: Line; readonly className: string }): ReactNode {
  return (
    <div className={`jp-row ${className}`}>
      <p>
        <Runs runs={line.zh} />
      </p>
      {line.ug ? (
        <p lang="ug-CN" dir="rtl">
          <Runs runs={line.ug} />
        </p>
      ) : null}
    </div>
  );
}

/** Both languages one under the other; once where they say the same, as codes do. */
function Stacked({ line }: { readonly line: Line }): ReactNode {
  const [zh, ug] = [textOf(line.zh), line.ug === null ? '' : textOf(line.ug)];
  return (
    <>
      <span className="jp-zh">
        <Runs runs={line.zh} />
      </span>
      {line.ug && ug !== '' && ug !== zh ? (
        <span className="jp-ug" lang="ug-CN" dir="rtl">
          <Runs runs={line.ug} />
        </span>
      ) : null}
    </>
  );
}

function Runs({ runs }: { readonly runs: readonly Run[] }): ReactNode {
  return runs.map((run, at) =>
    run.isValue ? <bdi key={at}>{run.text}</bdi> : <span key={at}>{run.text}</span>,
  );
}

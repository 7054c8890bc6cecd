import { civilDateOf, officeTimeOf, type Instant } from '../../../shared/lib/dates.ts';
import { html, type Html, type HtmlValue } from './html.ts';
import type { Words } from './words.ts';

// Small parts that pages are made of. Numbers, dates and codes stay left to right inside isolates.

/** A figure, date or code. */
export function num(value: HtmlValue, className = ''): Html {
  return html`<bdi dir="ltr" class="num ${className}">${value}</bdi>`;
}

/** A name or free text in either script. */
export function iso(value: HtmlValue): Html {
  return html`<bdi>${value}</bdi>`;
}

/** `2026-11-24 14:32` on the office's wall clock. */
export function moment(instant: string): Html {
  const at = instant as Instant;
  return html`<time datetime="${at}">${num(`${civilDateOf(at)} ${officeTimeOf(at).slice(0, 5)}`)}</time>`;
}

export type Tone = 'plain' | 'late' | 'soon' | 'delivered';

/** A word of state; the colour only repeats it. */
export function tag(words: HtmlValue, tone: Tone = 'plain'): Html {
  return html`<span class="tag ${tone}">${words}</span>`;
}

/** Bytes for people, 1 KB being 1,000 bytes. */
export function bytes(count: number): Html {
  if (count < 1_000) return num(`${count} B`);
  if (count < 1_000_000) return num(`${(count / 1_000).toFixed(1)} KB`);
  if (count < 1_000_000_000) return num(`${(count / 1_000_000).toFixed(1)} MB`);
  return num(`${(count / 1_000_000_000).toFixed(2)} GB`);
}

/** A figure that opens its list; nothing to open when it is zero. */
export function figure(count: number, href: string, label: string): Html {
  return count === 0
    ? num(0, 'zero')
    : html`<a class="figure" href="${href}" aria-label="${label}">${num(count)}</a>`;
}

/** The first characters of an id, the whole of it on hover and for those who listen. */
export function shortId(id: string): Html {
  return html`<span class="code" title="${id}"><bdi dir="ltr">…${id.slice(-8)}</bdi></span>`;
}

export interface Column {
  readonly words: HtmlValue;
  readonly isNumber?: boolean;
}

/** A table with a caption for those who listen; the first cell of each row is its header. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly HtmlValue[])[],
  foot: readonly HtmlValue[] | null = null,
): Html {
  const isNumber = (i: number): string => (columns[i]?.isNumber ? 'n' : '');
  const row = (cells: readonly HtmlValue[]): Html =>
    html`<tr>
      ${cells.map((cell, i) =>
        i === 0 ? html`<th scope="row">${cell}</th>` : html`<td class="${isNumber(i)}">${cell}</td>`,
      )}
    </tr>`;
  return html`<div class="panel scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption class="hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((column, i) => html`<th scope="col" class="${isNumber(i)}">${column.words}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(row)}
      </tbody>
      ${
        foot
          ? html`<tfoot>
              ${row(foot)}
            </tfoot>`
          : null
      }
    </table>
  </div>`;
}

export function empty(title: string, text: string): Html {
  return html`<div class="panel empty">
    <strong>${title}</strong>
    <span>${text}</span>
  </div>`;
}

/** A select of a filter form. */
export function choice(
  name: string,
  label: string,
  chosen: string,
  options: readonly { readonly value: string; readonly words: string }[],
): Html {
  return html`<label class="field">
    <span>${label}</span>
    <select name="${name}">
      ${options.map(
        ({ value, words }) =>
          html`<option value="${value}" ${value === chosen ? SELECTED : null}>${words}</option>`,
      )}
    </select>
  </label>`;
}

const SELECTED = html`selected`;

/** The choice of a prefecture, with all of them first. */
export function prefectureChoice(
  words: Words,
  chosen: string | null,
  offices: readonly { readonly code: string; readonly name: { readonly zh: string; readonly ug: string } }[],
): Html {
  return choice('prefecture', words.t('console:filter.prefecture'), chosen ?? '', [
    { value: '', words: words.t('console:filter.all') },
    ...offices.map((office) => ({ value: office.code, words: words.pick(office.name) })),
  ]);
}

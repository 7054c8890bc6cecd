import { receiptsFor, receiptsForChain, type FoundReceipt } from '../../features/console/receipts.ts';
import type { Core } from '../../features/core.ts';
import { devicePath } from './device-parts.ts';
import { html, type Html, type HtmlValue } from './html.ts';
import { CONSOLE_ROOT, page } from './layout.ts';
import { empty, moment, num, shortId, tag } from './parts.ts';
import type { SignedVisit } from './visit.ts';
import type { Words } from './words.ts';

const LOG_ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const CHAIN = /^[0-9a-f]{64}$/;

/** What is looked for: an act by its log and number, or by the chain value that a signed form prints. */
export function receiptQuery(
  query: URLSearchParams,
):
  | { readonly kind: 'place'; readonly logId: string; readonly seq: number }
  | { readonly kind: 'chain'; readonly chain: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unreadable' } {
  const text = (name: string): string => (query.get(name) ?? '').replaceAll(/\s/g, '');
  const [logId, seq, chain] = [text('log').toUpperCase(), text('seq'), text('chain').toLowerCase()];
  if (chain !== '') return CHAIN.test(chain) ? { kind: 'chain', chain } : { kind: 'unreadable' };
  if (logId === '' && seq === '') return { kind: 'nothing' };
  if (!LOG_ID.test(logId) || !/^[1-9]\d{0,14}$/.test(seq)) return { kind: 'unreadable' };
  return { kind: 'place', logId, seq: Number(seq) };
}

export async function lookUp(
  core: Core,
  asked: ReturnType<typeof receiptQuery>,
): Promise<readonly FoundReceipt[]> {
  if (asked.kind === 'place') return receiptsFor(core, asked.logId, asked.seq);
  return asked.kind === 'chain' ? receiptsForChain(core, asked.chain) : [];
}

/** A signed receipt, whether it verifies, and the file to take along. */
export async function receiptsPage(visit: SignedVisit, query: URLSearchParams): Promise<string> {
  const { core, words } = visit;
  const { t } = words;
  const asked = receiptQuery(query);
  const found = await lookUp(core, asked);
  return page(
    visit,
    'receipts',
    t('console:receipts.title'),
    html`${searchForms(words, query)}
    ${
      asked.kind === 'unreadable'
        ? html`<p class="notice late" role="alert">${t('console:receipts.unreadable')}</p>`
        : null
    }
    ${
      asked.kind !== 'nothing' && asked.kind !== 'unreadable' && found.length === 0
        ? empty(t('console:receipts.none'), t('console:receipts.noneText'))
        : null
    }
    ${found.map((one) => receiptCard(words, one))}`,
    t('console:receipts.note'),
  );
}

function searchForms({ t }: Words, query: URLSearchParams): Html {
  const field = (name: string, label: string, className = ''): Html =>
    html`<label class="field ${className}">
      <span>${label}</span>
      <input name="${name}" dir="ltr" class="code" value="${query.get(name) ?? ''}" maxlength="80" />
    </label>`;
  return html`<div class="columns">
    <form class="panel pad stack" method="get" action="${CONSOLE_ROOT}/receipts">
      <h2>${t('console:receipts.byPlace')}</h2>
      ${field('log', t('console:column.log'))} ${field('seq', t('console:column.number'))}
      <div><button type="submit">${t('console:receipts.find')}</button></div>
    </form>
    <form class="panel pad stack" method="get" action="${CONSOLE_ROOT}/receipts">
      <h2>${t('console:receipts.byChain')}</h2>
      ${field('chain', t('console:column.chain'))}
      <p class="soft small">${t('console:receipts.chainHint')}</p>
      <div><button type="submit">${t('console:receipts.find')}</button></div>
    </form>
  </div>`;
}

function receiptCard(words: Words, found: FoundReceipt): Html {
  const { t } = words;
  const { receipt, signed } = found;
  const row = (label: string, value: HtmlValue): Html =>
    html`<dt>${label}</dt>
      <dd>${value}</dd>`;
  const file = new URLSearchParams({ log: receipt.logId, to: String(receipt.to), chain: receipt.chain });
  const kinds = new Map<string, number>();
  for (const { outcome } of receipt.outcomes) kinds.set(outcome.kind, (kinds.get(outcome.kind) ?? 0) + 1);
  return html`<section class="panel pad stack">
    <h2>${num(`${receipt.from} – ${receipt.to}`)} ${verdict(words, found)}</h2>
    <dl class="facts">
      ${row(t('console:column.log'), num(receipt.logId, 'code'))}
      ${row(t('console:column.device'), html`<a href="${devicePath(found.deviceId)}">${shortId(found.deviceId)}</a>`)}
      ${row(t('console:column.chain'), html`<span class="code wrap"><bdi dir="ltr">${receipt.chain}</bdi></span>`)}
      ${row(t('console:column.receivedAt'), moment(receipt.receivedAt))}
      ${row(t('console:receipts.key'), num(signed.keyId, 'code'))}
      ${row(t('console:receipts.epoch'), num(receipt.epoch, 'code'))}
      ${row(
        t('console:receipts.outcomes'),
        kinds.size === 0
          ? t('console:receipts.allApplied')
          : [...kinds].map(
              ([kind, count]) =>
                html`${/* i18n-dynamic: console:fate.* */ t(`console:fate.${kind}`)} ${num(count)} `,
            ),
      )}
      ${row(
        t('console:receipts.signature'),
        html`<span class="code small wrap"><bdi dir="ltr">${signed.signature}</bdi></span>`,
      )}
    </dl>
    <div class="no-print">
      <a class="button" href="${CONSOLE_ROOT}/receipts/file?${file.toString()}"
        >${t('console:receipts.download')}</a
      >
    </div>
  </section>`;
}

function verdict({ t }: Words, { isGenuine, isOnChain, isFork }: FoundReceipt): Html {
  return html`${
    isGenuine
      ? tag(t('console:receipts.genuine'), 'delivered')
      : tag(t('console:receipts.notGenuine'), 'late')
  }
  ${isOnChain ? null : tag(t('console:receipts.offChain'), 'late')}
  ${isFork ? tag(t('console:fate.forked'), 'soon') : null}`;
}

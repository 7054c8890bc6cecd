import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Keys } from '../../ui/shortcut-keys.tsx';
import { PAGES } from './pages.ts';

interface Shortcut {
  readonly keys: readonly string[];
  readonly words: string;
}

/** All keys on one sheet. */
export function ShortcutsSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('app');
  const everywhere: readonly Shortcut[] = [
    { keys: ['Ctrl', 'K'], words: t('shortcuts.palette') },
    { keys: ['?'], words: t('shortcuts.sheet') },
    // i18n-dynamic: app:nav.*
    ...PAGES.map((page) => ({ keys: ['G', page.key.toUpperCase()], words: t(`nav.${page.id}`) })),
  ];
  const lists: readonly Shortcut[] = [
    { keys: ['J'], words: t('shortcuts.next') },
    { keys: ['K'], words: t('shortcuts.previous') },
    { keys: ['Enter'], words: t('shortcuts.open') },
  ];
  const visit: readonly Shortcut[] = [
    { keys: ['1'], words: t('shortcuts.yes') },
    { keys: ['2'], words: t('shortcuts.no') },
    { keys: ['3'], words: t('shortcuts.notApplicable') },
    { keys: ['N'], words: t('shortcuts.note') },
    { keys: ['P'], words: t('shortcuts.photo') },
    { keys: ['Ctrl', 'Enter'], words: t('shortcuts.nextStep') },
  ];
  return (
    <Modal open title={t('shortcuts.title')} footer={null} onCancel={onClose} width={680}>
      <div className="jd-shortcuts">
        <ShortcutGroup title={t('shortcuts.everywhere')} shortcuts={everywhere} />
        <div>
          <ShortcutGroup title={t('shortcuts.visit')} shortcuts={visit} />
          <ShortcutGroup title={t('shortcuts.lists')} shortcuts={lists} />
        </div>
      </div>
    </Modal>
  );
}

function ShortcutGroup({
  title,
  shortcuts,
}: {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}): ReactNode {
  return (
    <section>
      <h3 className="jd-soft">{title}</h3>
      <dl>
        {shortcuts.map(({ keys, words }) => (
          <div key={keys.join('+')}>
            <dt>{words}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

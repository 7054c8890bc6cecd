import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { goTo, useVisitUi, useVisitUiStore } from './visit-ui.ts';

// Long enough to notice and reach it, also from the other side of the screen.
const OFFER_MS = 12_000;

/** Offers to take back the last removal, instead of asking beforehand. */
export function UndoBar(): ReactNode {
  const { t } = useTranslation('inspections');
  const ui = useVisitUiStore();
  const offer = useVisitUi((now) => now.undo);
  useEffect(() => {
    if (!offer) return;
    const timer = setTimeout(
      () => ui.setState((now) => (now.undo === offer ? { undo: null } : {})),
      OFFER_MS,
    );
    return () => clearTimeout(timer);
  }, [offer, ui]);
  if (!offer) return null;
  // i18n-dynamic: inspections:undo.*
  return (
    <div className="jd-undo" role="status">
      <span>{t(`undo.${offer.what}`, { item: offer.itemId })}</span>
      <button
        type="button"
        className="jd-bare"
        onClick={() => {
          ui.setState({ undo: null });
          offer.run();
          goTo(ui, offer.itemId);
        }}
      >
        {t('undo.take')} <kbd className="jd-kbd">Ctrl</kbd> <kbd className="jd-kbd">Z</kbd>
      </button>
    </div>
  );
}

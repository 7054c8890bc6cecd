import { useEffect, type ReactNode } from 'react';
import type { Attachment } from '../../../../shared/domain/inspections/inspection.ts';
import { PhotoDialog } from './photo-dialog.tsx';
import { useTools } from './visit-context.tsx';
import { useVisitUi, useVisitUiStore } from './visit-ui.ts';

/** The photo that is being looked at during the visit, if any. */
export function PhotoViewer({
  photos,
}: {
  readonly photos: ReadonlyMap<string, readonly Attachment[]>;
}): ReactNode {
  const ui = useVisitUiStore();
  const tools = useTools();
  const viewing = useVisitUi((now) => now.viewing);
  const list = viewing ? (photos.get(viewing.itemId) ?? []) : [];
  const shown = list.find((photo) => photo.id === viewing?.photoId);
  const isGone = viewing !== null && shown === undefined;
  useEffect(() => {
    if (isGone) ui.setState({ viewing: null });
  }, [isGone, ui]);
  if (!viewing || !shown) return null;

  const { itemId } = viewing;
  const remove = (): void => {
    const at = list.indexOf(shown);
    const next = list[at + 1] ?? list[at - 1];
    ui.setState({ viewing: next ? { itemId, photoId: next.id } : null });
    void tools.photos.remove(itemId, shown);
  };
  return (
    <PhotoDialog
      itemId={itemId}
      photos={list}
      shown={shown}
      officers={tools.officers}
      onShow={(photoId) => ui.setState({ viewing: { itemId, photoId } })}
      onClose={() => ui.setState({ viewing: null })}
      {...(tools.canEdit ? { onRemove: remove } : {})}
    />
  );
}

import type { ReactNode } from 'react';
import { MarkingDialog } from '../marking/marking-dialog.tsx';
import { photoFailureOf } from './save-failure.ts';
import { useTools } from './visit-context.tsx';
import { goTo, useVisitUi, useVisitUiStore } from './visit-ui.ts';

/** The marking step of the photos that wait for it, if any. */
export function PhotoMarking(): ReactNode {
  const ui = useVisitUiStore();
  const { photos } = useTools();
  const marking = useVisitUi((now) => now.marking);
  if (!marking) return null;
  const { itemId, pictures, done } = marking;
  const close = (): void => {
    ui.setState({ marking: null });
    if (ui.getState().cameraFor === null) goTo(ui, itemId);
  };
  return (
    <MarkingDialog
      itemId={itemId}
      pictures={pictures}
      done={done}
      onStore={(prepared) => photos.store(itemId, prepared)}
      onProblem={(problem) => photos.fail(itemId, photoFailureOf(problem))}
      onNext={() => {
        if (pictures.length > 1)
          ui.setState({ marking: { itemId, pictures: pictures.slice(1), done: done + 1 } });
        else close();
      }}
      onClose={close}
    />
  );
}

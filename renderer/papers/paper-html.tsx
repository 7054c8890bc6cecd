import { renderToStaticMarkup } from 'react-dom/server';
import type { Paper } from '../../shared/domain/documents/render.ts';
import { PaperView } from './paper-view.tsx';

/** The paper as markup for the hidden window: elements and text only, no script and no address. */
export function paperHtml(paper: Paper): string {
  return renderToStaticMarkup(<PaperView paper={paper} />);
}

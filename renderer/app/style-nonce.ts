/** The nonce that the main process wrote into this page's head, for styles that are made at run time. */
export function readStyleNonce(page: Document): string {
  return page.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

/**
 * Gives every style element made from now on the page's nonce: Ant Design's scroll lock makes bare ones, which the
 * content security policy would refuse.
 */
export function nonceEveryStyle(page: Document, nonce: string): void {
  const create = page.createElement.bind(page);
  page.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (name.toLowerCase() === 'style') element.setAttribute('nonce', nonce);
    return element;
  }) as typeof page.createElement;
}

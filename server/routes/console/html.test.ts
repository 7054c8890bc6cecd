import { expect, test } from 'vitest';
import { html } from './html.ts';

test('what people wrote is text, never markup', () => {
  const name = `<img src=x onerror="alert('1')">&`;
  expect(html`<td title="${name}">${[name, null, false, 0]}</td>`.text).toBe(
    '<td title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">' +
      '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;0</td>',
  );
  expect(html`<p>${html`<b>${'&'}</b>`}</p>`.text).toBe('<p><b>&amp;</b></p>');
});

import 'dayjs/locale/ug-cn';
import 'dayjs/locale/zh-cn';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { assert } from '../../shared/lib/assert.ts';
import { openDesk } from '../data/open-desk.ts';
import { connectBureau } from '../platform/bureau.ts';
import { systemClock } from '../platform/system-clock.ts';
import { webRandom } from '../platform/web-random.ts';
import '../ui/base.css';
import { App } from './app.tsx';
import { startI18n } from './i18n.ts';
import { Providers } from './providers.tsx';
import { Shell } from './shell.ts';
import { nonceEveryStyle, readStyleNonce } from './style-nonce.ts';

// The window is built here from its parts; nothing else in renderer/ makes a bureau, a clock or a desk.

const styleNonce = readStyleNonce(document);
nonceEveryStyle(document, styleNonce);

const bureau = connectBureau(window.bureau);
const shell: Shell = new Shell({
  bureau,
  openDesk: (session, status, info) => {
    assert(status.device !== null, 'a session exists only on an enrolled device');
    return openDesk({
      bureau,
      session,
      device: status.device,
      appVersion: info.appVersion,
      clock: systemClock,
      random: webRandom,
      onRevoked: () => void shell.lockRevoked(),
    });
  },
});

const settings = await bureau.call('settings/read', null);
const i18n = await startI18n(settings.language);
const root = document.getElementById('root');
assert(root !== null, 'index.html has a root');
createRoot(root).render(
  <I18nextProvider i18n={i18n}>
    <Providers bureau={bureau} initial={settings} styleNonce={styleNonce}>
      <App shell={shell} />
    </Providers>
  </I18nextProvider>,
);
await shell.start();

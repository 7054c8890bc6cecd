import { Button, Checkbox, DatePicker, Select, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { isBureauTemplateId } from '../../../../shared/domain/inspections/bureau-template.ts';
import { startInspection } from '../../../../shared/domain/inspections/mutations.ts';
import { addForm } from '../../../../shared/domain/inspections/visit-mutations.ts';
import { civilDateOf, type CivilDate } from '../../../../shared/lib/dates.ts';
import { newUlid, type OfficerId, type RecordId } from '../../../../shared/lib/ids.ts';
import { useDesk } from '../../../data/desk-context.tsx';
import { useSyncStatus } from '../../../data/use-sync-status.ts';
import { useLive } from '../../../data/use-live.ts';
import { EmptyNote } from '../../../ui/empty-note.tsx';
import { Field } from '../../../ui/field.tsx';
import { Iso, Num } from '../../../ui/iso.tsx';
import { Page } from '../../../ui/page.tsx';
import { useWords } from '../../../ui/words.ts';
import { failureOf, type SaveFailure } from '../visit/save-failure.ts';
import { FailureText } from '../visit/save-mark.tsx';
import { InstitutionPicker } from './institution-picker.tsx';
import { dateConcern } from './date-concern.ts';
import { loadStartFacts, unknownItems, type StartFacts } from './start-query.ts';
import './start.css';

const PARTY_FORM = 'party-building-inspection';

/** Starts a visit on one screen: whom, with whom, by which checklist, on which day. */
export function StartPage(): ReactNode {
  const { t } = useTranslation('inspections');
  const desk = useDesk();
  const facts = useLive(() => loadStartFacts(desk), []);
  return (
    <Page title={t('start.title')}>
      {facts.state === 'loading' ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : facts.value.institutions.length === 0 || facts.value.templates.length === 0 ? (
        <div className="jd-panel">
          <EmptyNote title={t('start.nothingHere')} text={t('start.nothingHereText')} />
        </div>
      ) : (
        <StartForm facts={facts.value} />
      )}
    </Page>
  );
}

function StartForm({ facts }: { readonly facts: StartFacts }): ReactNode {
  const { t } = useTranslation(['inspections', 'visit', 'templates']);
  const words = useWords();
  const desk = useDesk();
  const { clockSkewMs } = useSyncStatus();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [institutionId, setInstitution] = useState<RecordId | null>(
    (search.get('institution') as RecordId | null) ?? null,
  );
  const [partner, setPartner] = useState<string | null>(
    facts.partners.length === 1 ? (facts.partners[0]?.id ?? null) : null,
  );
  const [templateId, setTemplate] = useState(facts.templates[0]?.id ?? '');
  const [startedOn, setStartedOn] = useState<CivilDate>(civilDateOf(desk.clock.now()));
  const [isWithParty, setWithParty] = useState(false);
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const chosen = facts.institutions.find((one) => one.institution.id === institutionId) ?? null;
  const template = facts.templates.find((one) => one.id === templateId) ?? null;
  const party = facts.templates.find((one) => one.id === PARTY_FORM && one.id !== templateId);
  const concern = dateConcern(startedOn, civilDateOf(desk.clock.now()), clockSkewMs);
  const lacks = !chosen ? t('start.lacksInstitution') : !partner ? t('start.lacksPartner') : null;

  const start = async (): Promise<void> => {
    if (!chosen || !template || !partner) return;
    setBusy(true);
    const inspectionId = newUlid(desk.clock, desk.random) as RecordId;
    const outcome = await desk.act(startInspection, {
      inspectionId,
      institutionId: chosen.institution.id,
      templateId: template.id,
      templateVersion: template.version,
      partner: partner as OfficerId,
      startedOn,
    });
    // Without it the visit stands all the same: the form can be added on its screen.
    if (outcome.kind === 'saved' && isWithParty && party) {
      await desk.act(addForm, {
        inspectionId: newUlid(desk.clock, desk.random) as RecordId,
        visitId: inspectionId,
        templateId: party.id,
        templateVersion: party.version,
      });
    }
    setBusy(false);
    setFailure(failureOf(outcome));
    if (outcome.kind === 'saved') void navigate(`/inspections/${inspectionId}`, { replace: true });
  };

  return (
    <div
      className="jd-start"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.ctrlKey) void start();
      }}
    >
      <InstitutionPicker
        all={facts.institutions}
        chosen={institutionId}
        onChoose={setInstitution}
        onDone={() => document.getElementById('start-partner')?.focus()}
      />
      <section className="jd-panel jd-start-form" aria-label={t('start.visit')}>
        <div className="jd-start-chosen">
          {chosen ? (
            <>
              <strong>
                <Iso>{words(chosen.institution.name)}</Iso>
              </strong>
              {chosen.hasOpenVisit ? <p className="jd-visit-hint">{t('start.hasOpen')}</p> : null}
            </>
          ) : (
            <span className="jd-soft">{t('start.chooseFirst')}</span>
          )}
        </div>
        <Field
          label={t('start.partner')}
          hint={t('start.partnerHint')}
          problem={facts.partners.length === 0 ? t('start.noPartner') : undefined}
        >
          {() => (
            <Select
              id="start-partner"
              aria-label={t('start.partner')}
              className="jd-start-wide"
              placeholder={t('start.partnerPlaceholder')}
              showSearch={{ optionFilterProp: 'search' }}
              value={partner}
              onChange={setPartner}
              options={facts.partners.map((officer) => ({
                value: officer.id as string,
                search: `${officer.name.zh} ${officer.name.ug} ${officer.certificateNo ?? ''}`,
                label: (
                  <span className="jd-start-officer">
                    <Iso>{words(officer.name)}</Iso>
                    <Num className="jd-soft">{officer.certificateNo}</Num>
                  </span>
                ),
              }))}
            />
          )}
        </Field>
        <Field
          label={t('start.template')}
          hint={
            template
              ? t('start.templateHint', { count: template.items.length, version: template.version })
              : null
          }
          problem={
            template && unknownItems(template) > 0
              ? t('start.unknownItems', { count: unknownItems(template) })
              : undefined
          }
        >
          {({ id }) => (
            <Select
              id={id}
              className="jd-start-wide"
              value={templateId}
              onChange={setTemplate}
              options={facts.templates.map((one) => ({
                value: one.id,
                label: isBureauTemplateId(one.id)
                  ? `${words(one.title)} · ${t('templates:list.ofBureau')}`
                  : words(one.title),
              }))}
            />
          )}
        </Field>
        {party ? (
          <div className="jd-start-party">
            <Checkbox checked={isWithParty} onChange={(event) => setWithParty(event.target.checked)}>
              {t('visit:start.alsoParty')}
            </Checkbox>
            {isWithParty ? <p className="jd-soft jd-small">{t('visit:start.alsoPartyHint')}</p> : null}
          </div>
        ) : null}
        <Field
          label={t('start.date')}
          hint={t('start.dateHint')}
          problem={
            // i18n-dynamic: visit:start.*
            concern
              ? t(`visit:start.${concern.kind}`, { count: 'days' in concern ? concern.days : 0 })
              : undefined
          }
        >
          {({ id }) => (
            <DatePicker
              id={id}
              className="jd-start-wide"
              allowClear={false}
              format={['YYYY-MM-DD', 'YYYYMMDD']}
              value={dayjs(startedOn)}
              onChange={(day) => day && setStartedOn(day.format('YYYY-MM-DD') as CivilDate)}
            />
          )}
        </Field>
        <div className="jd-start-go">
          <Button
            type="primary"
            size="large"
            block
            loading={isBusy}
            disabled={lacks !== null}
            onClick={() => void start()}
          >
            {t('start.start')}
          </Button>
          <p className="jd-soft jd-small">{lacks ?? t('start.startHint')}</p>
          {failure ? (
            <p className="jd-visit-failed" role="alert">
              <FailureText failure={failure} />
            </p>
          ) : null}
        </div>
      </section>
    </div>
  );
}

import type { RouteObject } from 'react-router';
import { DocumentsPage } from './documents/documents-page.tsx';
import { SubjectDocumentsPage } from './documents/subject-page.tsx';
import { DrawPage } from './draw/draw-page.tsx';
import { DrawsPage } from './draw/draws-page.tsx';
import { NewDrawPage } from './draw/new-draw-page.tsx';
import { VerifyPage } from './draw/verify-page.tsx';
import { BehindPage } from './figures/behind-page.tsx';
import { FiguresPage } from './figures/figures-page.tsx';
import { InspectionListPage } from './list/list-page.tsx';
import { InspectorsPage } from './plan/inspectors-page.tsx';
import { ItemsPage } from './plan/items-page.tsx';
import { PlanPage } from './plan/plan-page.tsx';
import { PlansPage } from './plan/plans-page.tsx';
import { ExpertPage } from './experts/expert-page.tsx';
import { ExpertsPage } from './experts/experts-page.tsx';
import { ProficiencyPage } from './proficiency/proficiency-page.tsx';
import { TestPage } from './proficiency/test-page.tsx';
import { QualityPage } from './quality/quality-page.tsx';
import { ReviewPage } from './quality/review-page.tsx';
import { SamplePage } from './quality/sample-page.tsx';
import { CampaignForm } from './special/campaign-form.tsx';
import { CampaignPage } from './special/campaign-page.tsx';
import { CheckPage } from './special/check-page.tsx';
import { SpecialPage } from './special/special-page.tsx';
import { OrderPage } from './rectify/order-page.tsx';
import { RectifyListPage } from './rectify/rectify-list-page.tsx';
import { RectifyPage } from './rectify/rectify-page.tsx';
import { StartPage } from './start/start-page.tsx';
import { NewTaskPage } from './tasks/new-task-page.tsx';
import { TaskPage } from './tasks/task-page.tsx';
import { TasksPage } from './tasks/tasks-page.tsx';
import { MovePage } from './move/move-page.tsx';
import { EditorPage } from './templates/editor/editor-page.tsx';
import { TemplatePage } from './templates/template-page.tsx';
import { TemplatesPage } from './templates/templates-page.tsx';
import { VisitPage } from './visit/visit-page.tsx';

/** `inspections`, `inspections/new?institution=<id>`, `inspections/<id>` (`?step=sign` for signing). */
export const inspectionsRoutes: RouteObject[] = [
  { path: 'inspections', element: <InspectionListPage /> },
  { path: 'inspections/new', element: <StartPage /> },
  { path: 'inspections/plans', element: <PlansPage /> },
  { path: 'inspections/plans/:planId', element: <PlanPage /> },
  { path: 'inspections/pools', element: <ItemsPage /> },
  { path: 'inspections/pools/inspectors', element: <InspectorsPage /> },
  { path: 'inspections/tasks', element: <TasksPage /> },
  { path: 'inspections/tasks/new', element: <NewTaskPage /> },
  { path: 'inspections/tasks/:taskId', element: <TaskPage /> },
  { path: 'inspections/quality', element: <QualityPage /> },
  { path: 'inspections/quality/reviews/:reviewId', element: <ReviewPage /> },
  { path: 'inspections/quality/:planId/sample', element: <SamplePage /> },
  { path: 'inspections/special', element: <SpecialPage /> },
  { path: 'inspections/special/new', element: <CampaignForm /> },
  { path: 'inspections/special/:campaignId', element: <CampaignPage /> },
  { path: 'inspections/special/:campaignId/fees/:institutionId', element: <CheckPage kind="fees" /> },
  {
    path: 'inspections/special/:campaignId/entrustment/:institutionId',
    element: <CheckPage kind="entrustment" />,
  },
  {
    path: 'inspections/special/:campaignId/insurance/:institutionId',
    element: <CheckPage kind="insurance" />,
  },
  { path: 'inspections/proficiency', element: <ProficiencyPage /> },
  { path: 'inspections/proficiency/:testId', element: <TestPage /> },
  { path: 'inspections/experts', element: <ExpertsPage /> },
  { path: 'inspections/experts/:expertId', element: <ExpertPage /> },
  { path: 'inspections/templates', element: <TemplatesPage /> },
  { path: 'inspections/templates/of/:templateId', element: <TemplatePage /> },
  { path: 'inspections/templates/drafts/:draftId', element: <EditorPage /> },
  { path: 'inspections/:inspectionId/move-template', element: <MovePage /> },
  { path: 'inspections/documents', element: <DocumentsPage /> },
  { path: 'inspections/documents/:subjectKind/:subjectId', element: <SubjectDocumentsPage /> },
  { path: 'inspections/draws', element: <DrawsPage /> },
  { path: 'inspections/draws/new', element: <NewDrawPage /> },
  { path: 'inspections/draws/verify', element: <VerifyPage /> },
  { path: 'inspections/draws/:drawId', element: <DrawPage /> },
  { path: 'inspections/figures', element: <FiguresPage /> },
  { path: 'inspections/figures/list', element: <BehindPage /> },
  { path: 'inspections/rectify', element: <RectifyListPage /> },
  { path: 'inspections/rectify/order/:inspectionId', element: <OrderPage /> },
  { path: 'inspections/rectify/:rectificationId', element: <RectifyPage /> },
  { path: 'inspections/:inspectionId', element: <VisitPage /> },
];

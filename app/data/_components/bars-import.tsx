'use client';

import { isSeveral } from '../_hooks/import-state';
import type { ImportActions } from '../_hooks/use-import';
import { AdjustmentCard, FactorFileOffer } from './adjustment-card';
import { barsKept } from './import-view';
import { InstrumentsTable } from './instruments-table';
import { QualityTable } from './quality-table';
import { openQuestions } from './question-answer';
import { QuestionCard } from './question-card';
import { UnderstoodCard } from './understood-card';

/** Bars on their way in: what must be asked, what was found and understood, what is wrong with the rows. */
export function BarsImport({ importer }: { importer: ImportActions }) {
  const { inspection, report, surveys, answers, repairs, chosen, focus, preview } = importer.state;
  if (inspection === null) return null;
  const { questions, instruments } = inspection;
  const open = openQuestions(questions, answers);
  const adjustment = questions.find((question) => question.id === 'adjustment');
  const isEquity = report?.source.kind === 'file' && report.source.recipe.assetClass === 'equity';
  const several = isSeveral(inspection);
  const shown = instruments.find((it) => it.id === focus);
  return (
    <>
      {open
        .filter((question) => question !== adjustment)
        .map((question, i) => (
          <QuestionCard
            key={question.id}
            question={question}
            answers={answers}
            keys={i === 0}
            onAnswer={importer.answer}
          />
        ))}
      {adjustment !== undefined && (
        <AdjustmentCard
          question={adjustment}
          answers={answers}
          preview={preview}
          instruments={instruments.length}
          keys={open.length === 0 || open[0] === adjustment}
          onAnswer={importer.answer}
          onFiles={(files) => void importer.addFiles(files)}
        />
      )}
      {several && (
        <InstrumentsTable
          instruments={instruments}
          surveys={surveys}
          chosen={chosen}
          focus={focus}
          onChoose={importer.choose}
          onLook={(id) => void importer.look(id)}
        />
      )}
      <UnderstoodCard
        inspection={inspection}
        report={report}
        answers={answers}
        onAnswer={importer.answer}
        answered={questions.filter(
          (question) => question !== adjustment && !open.includes(question),
        )}
      />
      {adjustment === undefined && isEquity && (
        <FactorFileOffer onFiles={(files) => void importer.addFiles(files)} />
      )}
      {report !== null && (
        <QualityTable
          title={
            several && shown !== undefined ? `Quality report, ${shown.name}` : 'Quality report'
          }
          report={report}
          repairs={repairs}
          kept={barsKept(report, repairs)}
          onRepair={importer.repair}
        />
      )}
    </>
  );
}

import { useLab } from '../../_hooks/use-lab';
import { DataSection } from './data-section';
import { MoreSections } from './more-sections';
import { RunFooter } from './run-footer';
import classes from './setup.module.css';
import { SizeSection } from './size-section';
import { StrategySection } from './strategy-section';

/** Data, strategy, size and costs: everything that decides the run. */
export function SetupPanel({ inDrawer = false }: { inDrawer?: boolean }) {
  const armed = useLab((s) => s.status === 'armed');
  return (
    <div className={classes.panel}>
      <div className={classes.scroll}>
        <section className={classes.section} aria-label="Data">
          <div className={classes.heading}>
            {inDrawer ? <span /> : <h2>Setup</h2>}
            <span className={`${classes.live} ${armed ? classes.armed : ''}`}>
              {armed ? 'Changed: press Run' : 'Live re-run'}
            </span>
          </div>
          <DataSection />
        </section>
        <StrategySection />
        <SizeSection />
        <MoreSections />
      </div>
      {!inDrawer && <RunFooter />}
    </div>
  );
}

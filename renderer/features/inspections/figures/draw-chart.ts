import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

register([BarChart, GridComponent, LegendComponent, CanvasRenderer]);

export interface ChartSeries {
  readonly key: string;
  readonly name: string;
  readonly color: string;
  readonly values: readonly number[];
}

export interface ChartSpec {
  readonly years: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly isStacked: boolean;
  readonly isRtl: boolean;
  readonly font: string;
  readonly textColor: string;
  readonly lineColor: string;
  readonly onPick: (key: string, year: number) => void;
}

/** Bars by year into an element; returns what takes them away. In Uyghur the years run from the right. */
export function drawChart(element: HTMLElement, spec: ChartSpec): () => void {
  const chart = init(element, null, { renderer: 'canvas' });
  const words = { color: spec.textColor, fontFamily: spec.font, fontSize: spec.isRtl ? 14 : 12 };
  chart.setOption({
    animation: false,
    grid: { left: 8, right: 8, top: 12, bottom: 40, containLabel: true },
    legend: {
      type: 'scroll',
      bottom: 0,
      icon: 'rect',
      itemWidth: 12,
      itemHeight: 12,
      align: spec.isRtl ? 'right' : 'left',
      textStyle: words,
      selectedMode: false,
      data: spec.isRtl ? spec.series.map((one) => one.name).toReversed() : spec.series.map((one) => one.name),
    },
    xAxis: {
      type: 'category',
      data: spec.years.map(String),
      inverse: spec.isRtl,
      axisLabel: words,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: spec.lineColor } },
    },
    yAxis: {
      type: 'value',
      position: spec.isRtl ? 'right' : 'left',
      minInterval: 1,
      axisLabel: words,
      splitLine: { lineStyle: { color: spec.lineColor } },
    },
    series: spec.series.map((one) => ({
      id: one.key,
      type: 'bar',
      name: one.name,
      stack: spec.isStacked ? 'all' : one.key,
      barMaxWidth: 36,
      itemStyle: { color: one.color },
      data: [...one.values],
    })),
  });
  chart.on('click', (event) => {
    const year = spec.years[event.dataIndex];
    if (event.seriesId && year !== undefined) spec.onPick(event.seriesId, year);
  });
  const watcher = new ResizeObserver(() => chart.resize());
  watcher.observe(element);
  return () => {
    watcher.disconnect();
    chart.dispose();
  };
}

import { stripVTControlCharacters } from 'node:util'

export interface Column {
  readonly header: string
  readonly align: 'left' | 'right'
}

export interface Table {
  readonly title: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly string[])[]
  /** Lines below the table. */
  readonly notes: readonly string[]
}

/** How a table's parts look: each adds its colours, if any. */
export interface TableStyle {
  title(text: string): string
  header(text: string): string
  note(text: string): string
}

/** The table as aligned lines, two spaces between columns. Cells may hold colours. */
export function renderTable({ title, columns, rows, notes }: Table, style: TableStyle): string {
  const widths = columns.map(({ header }, c) => Math.max(width(header), ...rows.map(row => width(row[c] ?? ''))))
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, c) => pad(cells[c] ?? '', widths[c]!, align))
      .join('  ')
      .trimEnd()
  return [
    style.title(title),
    style.header(line(columns.map(({ header }) => header))),
    ...rows.map(line),
    ...notes.map(note => style.note(note)),
  ].join('\n')
}

function pad(cell: string, columnWidth: number, align: Column['align']): string {
  const space = ' '.repeat(columnWidth - width(cell))
  return align === 'left' ? cell + space : space + cell
}

function width(cell: string): number {
  return stripVTControlCharacters(cell).length
}

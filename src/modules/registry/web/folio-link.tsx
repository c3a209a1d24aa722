/** The folio of a procedure, which opens it at the desk. */
export function FolioLink({ id, folio }: { id: string; folio: string }) {
  return (
    <a class="mono nowrap" href={`/personal/registro/${id}`}>
      {folio}
    </a>
  );
}

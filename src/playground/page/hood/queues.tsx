import { useInside } from './use-inside.ts';

/** What the app's queues hold now. */
export function Queues() {
  const inside = useInside();
  if (inside === null) return <p className="empty">Asking the app …</p>;
  return (
    <>
      <p className="panel-lead">
        Jobs of the app. <b>Later</b> are planned: a try again, or the next look for what is due.
      </p>
      <table className="counts">
        <thead>
          <tr>
            <th scope="col">Queue</th>
            <th scope="col">Waiting</th>
            <th scope="col">Running</th>
            <th scope="col">Later</th>
          </tr>
        </thead>
        <tbody>
          {inside.queues.map(({ name, waiting, active, delayed }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{waiting}</td>
              <td>{active}</td>
              <td>{delayed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

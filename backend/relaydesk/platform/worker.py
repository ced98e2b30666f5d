"""The worker process: `python -m relaydesk.platform.worker`. Start as many as you like."""

import os

import django


def main() -> None:
    """Set Django up and work until SIGTERM."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from relaydesk.platform.worker_process import WorkerProcess

    WorkerProcess().run()


if __name__ == "__main__":
    main()

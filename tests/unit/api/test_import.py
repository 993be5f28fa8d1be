"""What a cold start pays for. Times are for the benchmarks; here it is names."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
HEAVY = ("openai", "anthropic", "boto3", "httpx", "httpcore", "cryptography", "argon2", "nh3", "idna",
         "aws_lambda_powertools", "aws_xray_sdk", "chalice.local", "chalice.cli")  # fmt: skip


def test_the_app_starts_without_what_most_requests_never_need() -> None:
    program = "import sys, app; print('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.splitlines())
    assert "pynamodb.models" in loaded
    assert [name for name in HEAVY if name in loaded] == []
    assert not any(name.startswith(("chalicelib.sync", "chalicelib.panels")) for name in loaded)

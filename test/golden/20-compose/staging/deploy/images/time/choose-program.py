import os, sys
from importlib.metadata import distribution

name, *asked = sys.argv[1:]
names = [point.name for point in distribution(name).entry_points if point.group == "console_scripts"]
chosen = asked[0] if asked else names[0] if len(names) == 1 else name
if chosen not in names:
    sys.exit(f'{name} has no program "{chosen}"; it has: {", ".join(names) or "none"}. Set run.bin.')
os.symlink(f"venv/bin/{chosen}", "/app/program")

#!/bin/sh
# Installs the program into a folder of its own: deploy/install.sh FOLDER SOURCE
# The packages come with their hashes from a registry; where RECKONER_LIBRARIES names a folder that has them,
# none is asked. The fonts' cache is written now, since the container's disk can't be written later.
set -eu
folder=$1 source=$2
if [ -n "${RECKONER_LIBRARIES:-}" ]; then
    python3 -m venv --without-pip "$folder"
    site=$("$folder/bin/python" -c "import sysconfig; print(sysconfig.get_path('purelib'))")
    printf '%s\n' "$RECKONER_LIBRARIES" > "$site/libraries.pth"
else
    python3 -m venv "$folder"
    "$folder/bin/python" -m pip install --no-cache-dir --require-hashes -r "$source/requirements/run.txt"
    for extra in ${RECKONER_EXTRAS:-}; do
        "$folder/bin/python" -m pip install --no-cache-dir --only-binary :all: "$extra"
    done
fi
"$folder/bin/python" -m pip --python "$folder/bin/python" install --no-cache-dir --no-index --no-deps --no-build-isolation "$source"
fonts=$(mktemp)
"$folder/bin/python" -c "from reckoner.reports.render.pdf.fonts import configuration; print(configuration())" > "$fonts"
# Another program that writes a font cache at the same moment keeps this one from it: once more then.
FONTCONFIG_FILE=$fonts fc-cache -f || { sleep 2; FONTCONFIG_FILE=$fonts fc-cache -f; }
rm "$fonts"
"$folder/bin/python" -m compileall -q "$folder/lib" || true
"$folder/bin/reckoner" --help > /dev/null

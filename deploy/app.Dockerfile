# The image of an application: wamon's, and the folder with its ecosystem file.
#
#   docker build -f deploy/app.Dockerfile -t wa-manager FOLDER
ARG WAMON=wamon
FROM ${WAMON}
COPY --chown=node:node . /app

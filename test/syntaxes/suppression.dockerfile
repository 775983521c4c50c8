# SYNTAX TEST "source.dockerfile" "suppression comments in a Dockerfile"
# seaworthy-ignore-file dockerfile/latest-tag: the base is pinned by the mirror
# <- comment.line.number-sign.dockerfile punctuation.definition.comment.dockerfile
# ^^^^^^^^^^^^^^^^^^^^^ comment.line.number-sign.dockerfile keyword.other.suppression.seaworthy
#                       ^^^^^^^^^^^^^^^^^^^^^ comment.line.number-sign.dockerfile entity.name.type.rule.seaworthy
#                                            ^ punctuation.separator.reason.seaworthy
#                                              ^^^^^^^^^^^^^^^ comment.line.number-sign.dockerfile meta.reason.seaworthy
FROM alpine
# <---- keyword.other.special-method.dockerfile
  # seaworthy-ignore dockerfile/root-user, dockerfile/named-user: entrypoint steps down until 2027-01-01
# ^ punctuation.definition.comment.dockerfile
#   ^^^^^^^^^^^^^^^^ keyword.other.suppression.seaworthy
#                    ^^^^^^^^^^^^^^^^^^^^ entity.name.type.rule.seaworthy
#                                        ^ punctuation.separator.rule.seaworthy
#                                          ^^^^^^^^^^^^^^^^^^^^^ entity.name.type.rule.seaworthy
#                                                                                       ^^^^^ keyword.other.until.seaworthy
#                                                                                             ^^^^^^^^^^ constant.numeric.date.seaworthy
# seaworthy-ignore-stage dockerfile/root-user
# ^^^^^^^^^^^^^^^^^^^^^^ keyword.other.suppression.seaworthy
USER root
# <---- keyword.other.special-method.dockerfile - comment
# seaworthy-ignored dockerfile/root-user: not the keyword
# ^^^^^^^^^^^^^^^^^ comment.line.number-sign.dockerfile - keyword.other.suppression.seaworthy
#                   ^^^^^^^^^^^^^^^^^^^^ - entity.name.type.rule.seaworthy
LABEL note="# seaworthy-ignore dockerfile/root-user"
#             ^^^^^^^^^^^^^^^^ string.quoted.double.dockerfile - keyword.other.suppression.seaworthy

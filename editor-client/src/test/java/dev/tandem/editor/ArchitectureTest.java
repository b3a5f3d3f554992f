package dev.tandem.editor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the editor: store to replica and sync, to session, to the workspace, to text and ui and command line. */
@AnalyzeClasses(packages = "dev.tandem.editor", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String EDITOR = "dev.tandem.editor";

    @ArchTest
    static final ArchRule NOTHING_BELOW_THE_TEXT_KNOWS_SWING = noClasses()
            .that()
            .resideOutsideOfPackages(EDITOR + ".ui..", EDITOR + ".text..")
            .and()
            .doNotHaveFullyQualifiedName(EDITOR + ".EditorMain")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.swing..", "java.awt..", "com.formdev..", "org.fife..", "net.miginfocom..");

    @ArchTest
    static final ArchRule ONLY_THE_MAIN_CLASS_STARTS_THE_WINDOW = noClasses()
            .that()
            .resideOutsideOfPackages(EDITOR + ".ui..", EDITOR + ".text..")
            .and()
            .doNotHaveFullyQualifiedName(EDITOR + ".EditorMain")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(EDITOR + ".ui..", EDITOR + ".text..");

    @ArchTest
    static final ArchRule ONLY_THE_MAIN_CLASS_STARTS_THE_COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackage(EDITOR + ".cli..")
            .and()
            .doNotHaveFullyQualifiedName(EDITOR + ".EditorMain")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(EDITOR + ".cli..");

    @ArchTest
    static final ArchRule THE_REPLICA_STANDS_ON_THE_STORE_ALONE = classes()
            .that()
            .resideInAPackage(EDITOR + ".replica..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    EDITOR + ".replica..",
                    "dev.tandem.store..",
                    "dev.tandem.crdt..",
                    "dev.tandem.protocol..",
                    "dev.tandem.model..",
                    "java..",
                    "javax.sql..",
                    "org.jdbi..",
                    "org.slf4j..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule THE_LANE_KNOWS_NEITHER_REPLICA_NOR_SESSION_NOR_LOGIN = classes()
            .that()
            .resideInAPackage(EDITOR + ".sync..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    EDITOR + ".sync..",
                    "dev.tandem.crdt..",
                    "dev.tandem.protocol..",
                    "dev.tandem.model..",
                    "java..",
                    "javax.net.ssl..",
                    "org.slf4j..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule A_SESSION_KNOWS_NO_LOGIN_AND_NO_WORKSPACE = noClasses()
            .that()
            .resideInAPackage(EDITOR + ".session..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(EDITOR, EDITOR + ".login..", EDITOR + ".hub..", EDITOR + ".file..");

    @ArchTest
    static final ArchRule LOGIN_FILES_SETTINGS_AND_HUB_STAND_FOR_THEMSELVES = noClasses()
            .that()
            .resideInAnyPackage(EDITOR + ".login..", EDITOR + ".file..", EDITOR + ".settings..", EDITOR + ".hub..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    EDITOR,
                    EDITOR + ".session..",
                    EDITOR + ".sync..",
                    EDITOR + ".replica..",
                    "dev.tandem.store..",
                    "dev.tandem.crdt..");
}
